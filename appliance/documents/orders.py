"""Text of a document that speaks to a model instead of a reader.

The patterns are narrow on purpose: a contract may say that a bank disregards instructions, so a
verb counts only as an order, at the beginning of a sentence or after words that address somebody.
What they miss reaches the model like all text of a document, where it can change nothing but the
draft; they only tell the reader.
"""
# ruff: noqa: E501 - patterns are tables

from __future__ import annotations

import re

# Where an order begins: a line, a sentence, a quote, or after a word that introduces one.
_BEGIN = (
    r"(?:(?:^|[\n.!?:;\"“”'‘’„(\[{<>*#|=、。！？：；—-])\s*(?:and |now |then |so |also |first |important:? )?"
    r"|\b(?:please|kindly|must|should|shall now|you|assistant|model|ai)[,:]?\s+)"
)
_WORDS = r"(?:[\w'’-]+\s+){0,5}?"
_MODEL = (
    r"(?:ai|a\.i\.|llms?|(?:large )?language models?|chat ?bots?|chat ?gpt|gpt-?\d?|claude|copilot|gemini|llama|qwen|"
    r"(?:ai|virtual|digital|automated|document) (?:assistants?|reviewers?|systems?|agents?|models?|readers?))"
)
_RULES = (
    r"(?:instructions?|prompts?|rules|directions|guidelines|directives|commands?|system messages?|"
    r"safety (?:rules|filters?)|programming|constraints|checklist|question|policy)"
)
_BEFORE = r"(?:(?:all|any|the|your|every|these|those|my|of)\s+){0,3}(?:other\s+)?(?:previous|prior|preceding|earlier|above|foregoing|former|existing|original|system|initial|default|your|the)\s+"

_ORDERS = (
    # Away with the rules.
    rf"{_BEGIN}(?P<a>(?:ignore|disregard|forget|override|bypass|overrule|discard|stop following|do not (?:follow|obey))\s+{_BEFORE}{_WORDS}{_RULES})",
    rf"{_BEGIN}(?P<b>(?:ignore|disregard|forget|override|bypass)\s+(?:all|any|everything)\s+(?:(?:of\s+)?(?:the\s+|your\s+)?)?(?:instructions|prompts|rules|(?:that (?:came|was said) )?(?:above|before|previous(?:ly)?)))",
    r"(?P<c>all (?:previous|prior|earlier) instructions are (?:void|cancelled|canceled|revoked|obsolete|overridden))",
    # Who the model is to be.
    rf"(?P<d>you are (?:now |no longer |from now on )?(?:an? |the |in )?(?:helpful |unrestricted |obedient |new |different )*(?:{_MODEL}|(?:helpful )?assistant|developer mode|maintenance mode|debug mode|god mode|dan\b|jailbroken))",
    rf"{_BEGIN}(?P<e>(?:act as|pretend (?:to be|that you)|role-?play as|behave (?:as|like)|switch to|enter)\s+(?:an? |the )?{_WORDS}(?:{_MODEL}|assistant|developer mode|maintenance mode|debug mode|loan officer who|no restrictions))",
    # Spoken to it by name.
    rf"(?P<f>\b(?:notes?|messages?|instructions?|attention|notice|orders?|commands?|hey|hello|dear|important)\s*(?:to|for|:|,)?\s*(?:the|any|all|every)?\s*(?:reviewing |processing |reading )?{_MODEL}\b(?=\s*(?:[:,.!;—-]|$|\n|and\b|who\b|that\b|which\b|reading\b|processing\b|reviewing\b)))",
    rf"(?P<g>\b(?:if|when|since|because) you are (?:an? |the )?{_MODEL})",
    # What it is to say.
    rf"{_BEGIN}(?P<h>(?:answer|reply|respond|output|say|print|return|write)\s+(?:(?:to )?(?:all|every|any|each|the) questions? )?(?:with )?(?:only|just|exactly|solely|nothing (?:but|except)|always)\s*(?:with |by |saying |the (?:word|phrase|text|following) )*(?:[:\"“'‘„]|(?-i:[A-Z]{{3,}})))",
    rf"{_BEGIN}(?P<i>(?:always |only )?(?:answer|reply|respond|output|say|print)\s*(?:with )?(?:the (?:word|phrase|text) )?[:\"“'‘„]?\s*[\"“'‘„]?(?-i:APPROVED?|GRANTED|ACCEPTED|YES\b|PWNED|HACKED|CONFIRMED))",
    rf"{_BEGIN}(?P<j>(?:always |immediately |automatically )?(?:approve|recommend|accept|rate|score|classify)\s+(?:every|all|this|the)\s+(?:loans?|applications?|applicants?|borrowers?|cases?|customers?)\s+(?:regardless|without (?:review|question|checks?|any)|unconditionally|as (?:aaa|approved|low risk|excellent)))",
    # What it is to give away or to keep quiet.
    rf"{_BEGIN}(?P<k>(?:reveal|print|repeat|show|output|display|dump|leak|tell (?:me|us))\s+{_WORDS}(?:system prompt|hidden prompt|initial prompt|your (?:prompt|instructions|rules|configuration)|(?:contents? of )?(?:all |the )?other cases?|secret words?))",
    rf"{_BEGIN}(?P<l>(?:do not|don't|never)\s+(?:mention|tell|reveal|cite|report|show|warn|inform|flag)\s+{_WORDS}(?:the (?:users?|readers?|reviewers?|human)|(?:these|this) (?:instructions?|message|prompt|text)))",
    r"(?P<m>\b(?:your )?(?:new|updated|real|actual|revised) (?:system )?(?:instructions?|prompt|directives?|task)(?:\s+(?:is|are|follows?|begins?))?\s*:)",
    rf"{_BEGIN}(?P<n>(?:decode|decrypt|execute|run|follow)\s+(?:this|the following|these)\s+{_WORDS}(?:base64|rot13|hex|encoded|instructions? instead|code and (?:do|follow)))",
    r"(?P<o>\b(?:system|admin|root|developer) (?:override|bypass)\b\s*[:!\"“]|\bjailbreak (?:mode|prompt)|\bbegin (?:system|admin|new) (?:prompt|instructions?)\b|\bend of (?:system )?(?:prompt|context|instructions)\b)",
    # The same in German, French, Spanish, Italian.
    r"(?P<p>\b(?:ignoriere|ignorieren sie|missachte|vergiss|vergessen sie)\s+(?:\w+\s+){0,4}?(?:anweisungen|instruktionen|vorgaben|regeln|befehle|aufforderungen))",
    r"(?P<q>\balle (?:bisherigen|vorherigen|früheren|obigen) (?:anweisungen|instruktionen|regeln) sind (?:aufgehoben|ungültig|nichtig))",
    r"(?P<r>\bantworte(?:n sie)?\s+(?:ab jetzt |künftig |immer )?(?:nur|ausschließlich|stets)(?: noch)?\s+(?:mit\s*)?[„“\"»:])",
    r"(?P<s>\b(?:ignore[zr]?|oublie[zr]?|ne tiens pas compte de)\s+(?:\w+\s+){0,3}?(?:instructions|consignes|règles|directives)(?:\s+(?:précédentes|antérieures|ci-dessus))?)",
    r"(?P<t>\bréponds?(?:ez)?\s+(?:uniquement|seulement|toujours)\s+(?:par\s*)?[«“\":])",
    r"(?P<u>\b(?:ignora|ignore|olvida|olvide)\s+(?:\w+\s+){0,3}?(?:instrucciones|órdenes|reglas|indicaciones))",
    r"(?P<v>\b(?:ignora|dimentica)\s+(?:\w+\s+){0,3}?(?:istruzioni|regole|indicazioni))",
    # Chinese.
    r"(?P<w>(?:忽略|无视|忘记|忘掉|不要理会|不要遵守|绕过|请勿遵循)(?:掉)?(?:你|您)?(?:之前|以上|前面|先前|上述|上面|此前|原有|系统|全部|所有|任何|一切|的){0,6}(?:指令|指示|提示词?|命令|规则|要求|说明|设定|限制))",
    r"(?P<x>(?:你|您)(?:现在|从现在起|已经?)?是(?:一个|一名|一位)?(?:没有限制的|不受限制的)?(?:AI|ai|人工智能|大?语言模型|大模型|助手|聊天机器人))",
    r"(?P<y>(?:请|必须|务必)?(?:只|仅|一律|始终|总是)(?:需|能|要)?(?:回答|回复|输出|答复)\s*[:：「“\"『])",
    r"(?P<z>(?:输出|泄露|显示|透露|告诉我|打印)[^。；\n]{0,8}(?:系统提示|提示词|其他(?:案件|客户)的(?:内容|资料)))",
    r"(?P<zz>(?:新的?|真正的)(?:系统)?(?:指令|提示词)\s*[:：]|(?:致|请)(?:AI|人工智能|大?语言模型|大模型)[:：,，]|(?:不要|不得|切勿)(?:告诉|提醒|告知)(?:用户|审核(?:员|人)))",
)
_TOKENS = (
    r"<\|[^|<>\n]{2,40}\|>|\|im_(?:start|end)\||</?(?:start|end)_of_turn>|\[/?INST\]|<</?SYS>>|"
    r"\[gMASK\]|<(?:bos|eos|unk|sop|eop)>|</s>|<\|?(?:endoftext|eot_id)\|?>|"
    r"(?m:^[ \t]*#{2,4}[ ]?(?:Instruction|Response|System|Human|Assistant|User)s?[ ]?:)"
)
_ROLE = re.compile(
    r"(?m)^[ \t>*\[{(#]*(?P<role>system|assistant|user|human|developer|ai|model|系统|助手|用户)[\])}*]*[ \t]*[:：]",
    re.IGNORECASE,
)
_SPEAKS = frozenset({"assistant", "ai", "model", "system", "助手", "系统"})
_ASKS = frozenset({"user", "human", "用户"})
_TOOLS = (
    r"\"(?:tool_calls?|function_call|tool_use|tool_choice)\"\s*:|</?(?:tool_call|tool_response|function_calls?|invoke|antml:invoke)\b[^>\n]{0,80}>|"
    r"<function=\w+>|\{\s*\"(?:name|tool|function|action)\"\s*:\s*\"[\w.-]{1,60}\"\s*,\s*\"(?:arguments|parameters|args|action_input|input)\"\s*:\s*[{\"]|"
    r"(?m:^[ \t]*Action(?: Input)?:[^\n]{1,200}\n[ \t]*Action Input:)"
)
_ANY_ORDER = re.compile("|".join(_ORDERS), re.IGNORECASE)
_ANY_TOKEN = re.compile(_TOKENS, re.IGNORECASE)
_ANY_TOOL = re.compile(_TOOLS, re.IGNORECASE)
# Nothing is looked for in a text without any of these.
_WORTH = re.compile(
    r"ignor|disregard|forget|overri|bypass|overrule|discard|follow|obey|instruct|you are|act as|pretend|"
    r"role-?play|behave|switch to|enter|answer|reply|respond|output|say|print|return|write|approve|recommend|"
    r"accept|rate|score|classify|reveal|repeat|show|display|dump|leak|tell|mention|cite|decode|decrypt|execute|"
    r"\brun|prompt|language model|chat ?bot|gpt|claude|copilot|gemini|\bai\b|\bllm|jailbreak|missacht|vergiss|vergessen|anweisung|antwort|oublie|compte|répond|olvid|dimentic|"
    r"[忽无忘不绕请你您只仅一始总输泄显透告打新真致切]",
    re.IGNORECASE,
)


def orders(text: str) -> list[tuple[int, int]]:
    """Places of sentences that order a model about."""
    if _WORTH.search(text) is None:
        return []
    return [match.span(match.lastgroup or 0) for match in _ANY_ORDER.finditer(text)]


def turns(text: str) -> list[tuple[int, int]]:
    """Places that look like the control text of a conversation with a model.

    A line that begins with one role's name is ordinary; an answer beside a question is not.
    """
    found = (
        [match.span() for match in _ANY_TOKEN.finditer(text)]
        if "#" in text or "|" in text or ("<" in text or "[" in text)
        else []
    )
    roles = list(_ROLE.finditer(text))
    named = {match["role"].lower() for match in roles}
    if named & _SPEAKS and named & _ASKS:
        found += [match.span() for match in roles]
    return sorted(found)


def tool_calls(text: str) -> list[tuple[int, int]]:
    """Places that look like a call of a tool, of which the program has none."""
    if "{" not in text and "<" not in text and "Action" not in text:
        return []
    return [match.span() for match in _ANY_TOOL.finditer(text)]
