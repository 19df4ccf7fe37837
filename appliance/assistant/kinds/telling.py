"""Tells the kinds of question apart, in English and Chinese, by their wording alone.

What no rule recognises is a look-up. A question that names an amount of time (“within how many
days”) or the size of something (“what is the number of employees”) is a look-up too: the file
states it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.assistant.arithmetic import conditions, operations
from appliance.assistant.sentences import sentences
from appliance.documents.normal import normalise

if TYPE_CHECKING:
    from appliance.assistant.records import QuestionKind

_PAPERS = (
    r"(?:documents?|files?|papers?|agreements?|contracts?|letters?|applications?|forms?|reports?"
    r"|deeds?"
    r"|accounts|filings?|polic(?:y|ies)|statements?|certificates?|valuations?|offers?|memos?"
    r"|e-?mails?"
    r"|terms|records?|schedules?|registers?|leases?|invoices?)"
)
_WHOLE = (
    r"(?:this|the|that|these|each|my|our|whole|entire)?\s*(?:whole |entire |full |loan |credit "
    r"|annual )?"
    rf"(?:{_PAPERS}|case|text|customer file|\S+\.(?:pdf|docx|xlsx|txt|eml|html?|pptx|csv))"
)
_SUMMARY = (
    r"^(?:please |can you |could you )?(?:summari[sz]e|sum up|outline|recap|condense|abridge)\b",
    r"\b(?:give|write|provide|make|draft|produce|show|want|need|prepare)\b.{0,20}\b(?:an? |the )?"
    r"(?:\w+ )?(?:summary|overview|digest|synopsis|abstract|outline|recap)\b",
    rf"^(?:what is|what's) {_WHOLE} (?:all )?about\b|^what does {_WHOLE} say\b(?! (?:about|on"
    rf"|of)\b)",
    r"^(?:a )?(?:short |brief |one-page |executive )?(?:summary|overview|synopsis|tl;?dr)\b",
    rf"\b(?:main|key|most important|principal|essential) (?:points?|facts?|contents?|messages?"
    rf"|terms"
    rf"|takeaways?) (?:of|in|from) {_WHOLE}",
    r"总结|概括|摘要|概述|归纳|综述|主要内容|讲了什么|说了什么|大意",
)
_ABSENCE = (
    r"\b(?:absent|missing|lacking|omitted|left out|unmentioned)\b",
    r"\b(?:lacks?|omits?|leaves? out|fails? to (?:mention|include|contain|state|provide|address"
    r"|name))\b",
    r"\bis there (?:no|not|any|a|an|some)\b|\bare there (?:no|not|any|some)\b|\bis there"
    r" (?:mention|reference)",
    r"\b(?:isn['’]t|aren['’]t) there\b",
    r"^(?:does|do|did) .{1,80}?\b(?:mention|contain|include|have|provide for|refer to|say anything"
    r"|speak of|cover|address|disclose)\b.{0,6}\b(?:no|any|anything)\b",
    rf"^(?:does|do) (?:the |this |any )?(?:\w+ )?{_PAPERS} (?:mention|contain|include|provide for"
    r"|refer to|speak of|address|disclose)\b",
    r"\bis (?:there )?(?:anything|nothing) (?:said|stated|written|known)\b|\bnowhere\b",
    r"\bis .{1,60}\b(?:not (?:mentioned|stated|given|included|named|present|provided)|mentioned"
    r" anywhere)",
    r"是否(?:缺少|缺失|没有|遗漏|未|存在|包含|包括|提到|提及|载有|约定)|有没有|有无|缺少|缺失|遗漏|未提及|没有提到",
)
_COMPARE = (
    rf"\bcompar(?:e|es|ed|ing|ison)\b.*\b{_PAPERS}\b.*\b(?:and|with|to|against|versus"
    rf"|vs)\b.*\b{_PAPERS}\b",
    rf"\bcompar(?:e|es|ed|ing|ison)\b.*\b(?:both|two|these|the) (?:\w+ )?{_PAPERS}\b",
    r"\bcompar(?:e|es|ed|ing|ison)\b.*\S+\.(?:pdf|docx|xlsx|txt|eml|html?|pptx|csv)\b",
    rf"\b(?:differences?|discrepanc(?:y|ies)|contradictions?|conflicts?|inconsistenc(?:y|ies)"
    rf"|mismatch\w*)"
    rf"\b.*\bbetween (?:the )?(?:two |both )?(?:[\w’'-]+ ){{0,3}}{_PAPERS}\b",
    rf"\b(?:do|does|are|is) .*\b{_PAPERS}\b.*\b(?:and|with) .*\b{_PAPERS}\b.*\b(?:agree|match"
    rf"|differ"
    r"|consistent|same|contradict|conflict)\b",
    rf"\b(?:do|does) .*\b{_PAPERS}\b.*\b(?:agree|match|differ|conflict)\b.* with .*\b{_PAPERS}\b",
    rf"\b(?:is|are) .*\bthe same in .*\b(?:and|both|two)\b.*{_PAPERS}",
    rf"\bhow (?:does|do|is|are) .*\b{_PAPERS}\b.*\b(?:differ|compare)\b",
    rf"\bin both {_PAPERS}\b",
    r"比较|对比|相比较|(?:两份|两个|不同)(?:文件|合同|报告|资料).*(?:一致|相同|差异|不同|区别)|是否一致|有何(?:不同|区别|差异)",
)
_TIME = (
    r"(?:seconds?|minutes?|hours?|(?:business |working |calendar )?days?|weeks?|months?"
    r"|quarters?|years?)"
)
_CONDITION = (
    r"\b(?:exceed\w*|above|below|over|under|more than|less than|at least|at most|greater|higher"
    r"|lower"
    r"|fewer|between|positive|negative|reach\w*)\b"
)
_COUNT = (
    rf"\bhow many {_TIME}\b.*{_CONDITION}",
    rf"\bhow many (?!(?:more |other )?{_TIME}\b)(?!(?:per ?cent|percentage|times)\b)",
    r"^count\b|\bcount (?:the|all|how)\b|\bnumber of (?:different|distinct|times)\b",
    r"\bhow often (?:is|are|does|do)\b.*\b(?:mention|named|appear|occur|stated)",
    r"多少(?:个|份|名|家|次|项|条|处|位|笔|人)|几(?:个|份|名|家|次|项|条|处|位|笔)(?!月)|数一数|有多少(?!钱|金额)",
)
# What a document enumerates. Amounts are not on the list: “what are the net sales” is a look-up.
_ITEMS = (
    r"(?:parties|guarantors?|lenders?|borrowers?|directors|shareholders|owners|signatories"
    r"|covenants"
    r"|conditions(?: precedent)?|obligations|undertakings|warranties|representations|events of"
    r" default"
    r"|defaults|risks?(?: factors)?|exceptions|exclusions|restrictions|deadlines|documents"
    r"|enclosures"
    r"|attachments|subsidiaries|affiliates|securities|collateral|requirements|duties|remedies"
    r"|definitions|defined terms|names|addresses|clauses|provisions|proceedings|lawsuits|penalties)"
)
_LIST = (
    r"^(?:please |can you |could you )?(?:list|enumerate|itemi[sz]e)\b",
    r"^(?:please |can you |could you )?(?:name|identify|find|show|give|mention|state|collect"
    r"|extract)"
    r"(?: me| us)? (?:all|every|each|any|the names of)\b",
    r"^(?:what|which) (?:are|were) all\b|\ball (?:of )?the .{2,60}\b(?:named|listed|mentioned"
    r"|found|stated)\b",
    rf"^(?:what|which|who) (?:are|were) (?:all )?(?:the |its |their )?(?:\w+ ){{0,2}}{_ITEMS}\b",
    rf"^(?:what|which) (?:\w+ )?{_ITEMS} (?:are|were|does|do|has|have|apply|must|is)\b",
    r"^which of the\b.*\b(?:are|were|have|had|exceed\w*)\b.*\b(?:all|each)\b",
    r"哪些|列出|列举|罗列|一一|所有的|全部的?|分别(?:是|有)",
)
_BY_KIND: tuple[tuple[QuestionKind, tuple[str, ...]], ...] = (
    ("summary", _SUMMARY),
    ("compare", _COMPARE),
    ("absence", _ABSENCE),
    ("list", _LIST),
)
_KINDS = tuple(
    (kind, re.compile("|".join(f"(?:{line})" for line in lines), re.IGNORECASE))
    for kind, lines in _BY_KIND
)
_COUNTS = re.compile("|".join(f"(?:{line})" for line in _COUNT), re.IGNORECASE)
# "Which years …" and "in which …" name what they want; sums in a list are still a list.
_LISTED_SUM = re.compile(r"^(?:please )?(?:list|enumerate|name all|列出|列举)", re.IGNORECASE)


def first_sentence(text: str) -> str:
    """What is asked; later sentences of a question say how the answer should look."""
    plain = " ".join(normalise(text).split())
    spans = sentences(plain)
    return plain[spans[0][0] : spans[0][1]] if spans else ""


def kind_of(text: str) -> QuestionKind:
    """The kind of question; the first rule that fits decides."""
    plain = first_sentence(text).strip(" \"'“”‘’")
    found = next((kind for kind, pattern in _KINDS if pattern.search(plain)), None)
    if found in ("summary", "compare"):
        return found
    if found == "list" and _LISTED_SUM.search(plain):
        return "list"
    wanted = conditions.condition(plain)
    if wanted is not None:
        return "count" if wanted.counts else "numeric"
    asked = operations.request(plain)
    if asked is not None and found != "absence":
        return "numeric"
    if _COUNTS.search(plain):
        return "count"
    return found or "look-up"
