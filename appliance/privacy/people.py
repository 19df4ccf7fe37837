# ruff: noqa: E501, SIM905 - patterns are tables, and lists of words read better as one string
"""Names of persons beside words that tell them: titles, labels, salutations, signatures.

Names without any such word are looked for by `naming` and `han_names`; whoever was found is looked
for again by `known`. What is found so is not all there is (`kinds.BEST_EFFORT`).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from appliance.privacy import lists
from appliance.privacy.cues import PLACES, STOP
from appliance.privacy.han_names import spot_han
from appliance.privacy.kinds import SURE
from appliance.privacy.known import People
from appliance.privacy.naming import spot
from appliance.privacy.rules import Candidate, Reading, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_UP = "A-ZÀ-ÖØ-ÞĀĄĆČĎĐĒĘĚĞĢĪĮİĶŁĽĹŃŇŅŐŒŔŘŚŠŞȘŤŢȚŪŮŰŲŹŻŽ"
_LOW = "a-zß-öø-ÿāąćčďđēęěğģīįıķłľĺńňņőœŕřśšşșťţțūůűųźżž"
_WORD = rf"(?:[{_UP}][{_LOW}]+(?:['’-][{_UP}]?[{_LOW}]+)*|[{_UP}]['’][{_UP}][{_LOW}]+|[{_UP}]{{2,}}(?:-[{_UP}]{{2,}})?|Mc[{_UP}][{_LOW}]+)"
_INITIAL = rf"[{_UP}]\."
_PARTICLE = r"(?:von|van|de|der|den|del|della|di|da|dos|du|la|le|ter|ten|zu|zur|bin|al|af|y|e)"
# Two to five words, or one where something beside them says enough.
_NAME = (
    rf"(?:{_WORD}|{_INITIAL})(?:[ ]{{1,2}}(?:{_PARTICLE}[ ]){{0,2}}(?:{_WORD}|{_INITIAL})){{1,4}}"
)
_SHORT = (
    rf"(?:{_WORD}|{_INITIAL})(?:[ ]{{1,2}}(?:{_PARTICLE}[ ]){{0,2}}(?:{_WORD}|{_INITIAL})){{0,4}}"
)
# Of limited length, so that one long word is not tried from each of its letters.
_ONE = rf"[{_UP}][{_UP}{_LOW}'’-]{{1,30}}"
_MIDDLE = rf"(?:[{_UP}]\.?(?!\w)|{_ONE})"
_TITLES = (
    r"Mr|Mrs|Ms|Miss|Mx|Messrs|Dr|Prof|Professor|Sir|Dame|Herrn?|Frau|Fräulein|Monsieur|Madame|Mme|Mlle|"
    r"Señora?|Sra?|Srta|Don|Doña|Signora?|Sig(?:\.ra)?|Dott(?:\.ssa)?|Dhr|Mevr(?:ouw)?|mevrouw|meneer|de heer|Pan|Pani"
)
_ROLES = (
    r"(?:full |first |last |given |family |middle |sur|maiden |fore|customer |client |applicant |borrower |"
    r"account |holder |guarantor |beneficiary |patient |employee |signatory |contact |printed |print )?"
    r"names?(?:\(s\)| \(print(?:ed)?\)| of (?:the )?(?:applicant|borrower|customer|holder|guarantor|employee))?"
    r"|applicant|borrower|co-?borrower|co-?applicant|account holder|cardholder|beneficiary|guarantor|"
    r"customer|tenant|landlord|payee|payer|remitter|policy ?holder|insured|employee|contact(?: person)?|"
    r"attention|attn\.?|signed by|prepared by|approved by|managing director|director|witness|spouse|"
    r"name,? vorname|vorname|nachname|familienname|antragsteller(?:in)?|kontoinhaber(?:in)?|"
    r"kreditnehmer(?:in)?|ansprechpartner(?:in)?|bürge|nom(?: et prénom)?|prénoms?|nom de famille|"
    r"emprunteur|titulaire(?: du compte)?|demandeur|nombre(?: y apellidos)?|apellidos?|titular|"
    r"cognome(?: e nome)?|nome(?: e cognome)?|intestatario|naam|achternaam|voornaam|rekeninghouder|"
    r"imię i nazwisko|nazwisko|namn|efternamn"
)
_NOT_OF_PERSONS = "".join(
    rf"(?<!{word} )" for word in ("company", "firm", "file", "bank", "branch", "product", "trade",
                                  "business", "legal", "entity", "brand", "domain", "user", "party")
)  # fmt: skip
# Words that stand in capitals on forms and in headings; a name with one of them is none.
_NO_NAME = frozenset(
    "the and of for to by in on at or as is a an this that title date signature name address email phone "
    "company corporation corp inc ltd limited llc llp plc gmbh ag kg bv nv sa sarl srl spa sas co group "
    "holdings holding bank trust fund agreement party parties section article exhibit board directors "
    "committee department office university account number none n/a na state states united street "
    "president vice chief executive officer secretary treasurer manager director chairman counsel general "
    "senior print printed signed signatory authorized authorised representative individual individually "
    "und oder der die das kunde datum unterschrift anschrift et monsieur madame sir "
    "all applicable not please see above below tel fax iban bic dear sirs partner partners capital "
    "management services international association institute technology technologies systems solutions "
    "first last full middle given family information details type status disclosing receiving recipient "
    "discloser borrower lender applicant guarantor customer tenant landlord employee consultant "
    "confidential proprietary investor relations legal attention media contact support worldwide global sales purchasing "
    "accounting finance operations".split()
)
_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"[^\W\d_][\w'’.-]*")


def read_name(text: str) -> Reading | None:
    """A name whose words are no words of forms and companies."""
    words = [word for word in _WORDS.findall(text) if word[0].isupper()]
    if not words or any(word.rstrip(".").lower() in _NO_NAME for word in words):
        return None
    if all(len(word.rstrip(".")) < 2 for word in words):
        return None
    owner = re.search(r"['’]s$", text)
    end = owner.start() if owner else len(text)
    if len(words) != len({*words}):
        # Jane Roe Jane Roe: a name ends where one of its words comes again.
        again = next(word for place, word in enumerate(words) if word in words[:place])
        end = text.index(again, text.index(again) + len(again))
        end = len(text[:end].rstrip())
    return Reading(_SPACES.sub(" ", text[:end]).strip().casefold(), valid=None, end=end)


def read_turned(text: str) -> Reading | None:
    """A family name, a comma and given names."""
    family, _, given = text.partition(",")
    if not given.strip() or any(
        len(word) > 2 and word.lower() in STOP for word in (family, *given.split())
    ):
        return None
    return Reading(_SPACES.sub(" ", f"{given.strip()} {family}").casefold(), valid=None)


def read_listed_turned(text: str) -> Reading | None:
    """The same where both are listed, neither is a place, and the given name is no other word."""
    family, _, given = text.partition(",")
    first = (given.split() or [""])[0]
    if not (lists.family(family) and lists.given(first)):
        return None
    if lists.ordinary(first) or {family.lower(), first.lower()} & PLACES:
        return None
    return read_turned(text)


# The most frequent family names of China, which cover six in seven people; facts of its census.
_SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎"
    "余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_HAN = "\u4e00-\u9fff"
_HAN_NAME = rf"(?:欧阳|司马|上官|诸葛|[{_SURNAMES}])[{_HAN}]{{1,2}}"
_HAN_ROLES = (
    "(?:客户|借款人|申请人|持卡人|担保人|开户人)?姓名|法定代表人|借款人|共同借款人|申请人|担保人|保证人|联系人|"
    "出租人|承租人|户名|持卡人|配偶|经办人|委托人|受托人|收款人|付款人|甲方|乙方|签字|签名|负责人"
)


def read_han_name(text: str) -> Reading | None:
    """Two to four characters that are not the beginning of a company's name."""
    plain = text.strip()
    return None if re.search("公司|银行|集团|日期|盖章|签字", plain) else Reading(plain, valid=None)


RULES = (
    Rule(
        "person",
        re.compile(rf"(?<!\w)(?:{_TITLES})\.?[ ](?:(?:Dr|Prof|h\.c|med|jur)\.?[ ])*(?P<it>(?:{_PARTICLE}[ ]){{0,2}}{_SHORT})"),
        read_name,
        evidence="title",
    ),
    Rule(
        "person",
        re.compile(
            rf"(?<![\w-]){_NOT_OF_PERSONS}(?:(?i:{_ROLES}))[ \t]?[:：][ \t_]*\n?[ \t]*"
            rf"(?:(?:{_TITLES})\.?[ ])?(?P<it>{_NAME}|{_WORD}(?=[ \t]*(?:\n|$|[,;|])))"
        ),
        read_name,
        need=re.compile("[:：]"),
        evidence="label",
    ),
    # As filings and letters end.
    Rule("person", re.compile(rf"/s/[ ]{{0,3}}(?P<it>{_NAME})"), read_name, need=re.compile("/s/"), evidence="signature"),
    Rule(
        "person",
        re.compile(
            r"(?i:sincerely|(?:kind |best |warm )?regards|yours (?:truly|faithfully)|cordialement|"
            r"mit freundlichen grüßen|freundliche grüße|hochachtungsvoll|salutations distinguées|"
            rf"atentamente|cordiali saluti|met vriendelijke groet)[ \t]?[,.]?\s*\n\s*(?P<it>{_NAME})(?=[ \t]*(?:\n|$|,))"
        ),
        read_name,
        evidence="signature",
    ),
    Rule(
        "person",
        re.compile(
            rf"(?i:dear|liebe[r]?|chère?|estimad[oa]|gentile|beste|geachte)[ ]"
            rf"(?:(?:{_TITLES})\.?[ ])?(?P<it>{_SHORT})(?=[ ]?[,:!])"
        ),
        read_name,
        evidence="salutation",
    ),
    # “Roe, Jane” <jane@…>; a list of names; ROE, Jane anywhere.
    Rule(
        "person",
        re.compile(rf"(?<![\w-])(?P<it>{_ONE},[ ]{_ONE}(?:[ ]{_MIDDLE})?)(?=[\"']?[ ]?[<\[(][\w.+-]{{1,64}}@)"),
        read_turned,
        need=re.compile("@"),
        evidence="header",
    ),
    Rule(
        "person",
        re.compile(rf"(?m)(?:^|[;|\t(])[ ]{{0,4}}(?P<it>{_ONE},[ ]{_ONE}(?:[ ]{_MIDDLE})?)(?=[ ]{{0,4}}(?:\r?$|[;|\t)<]|\d))"),
        read_listed_turned,
        evidence="listed",
    ),
    Rule(
        "person",
        re.compile(rf"(?<![\w-])(?P<it>[{_UP}]{{2,30}}(?:-[{_UP}]{{2,30}})?,[ ][{_UP}][{_LOW}]{{1,30}}(?:[ ]{_MIDDLE})?)(?!\w)"),
        read_listed_turned,
        evidence="listed",
    ),
    Rule(
        "person",
        re.compile(
            rf"(?:{_HAN_ROLES})\s?(?:\([^)]{{1,8}}\))?\s?[:：]\s?(?P<it>[{_HAN}]{{2,4}}(?:·[{_HAN}]{{1,6}})?)(?![{_HAN}])"
        ),
        read_han_name,
        evidence="label",
        need=re.compile(f"[{_HAN}]"),
    ),
    Rule(
        "person",
        re.compile(rf"(?:{_HAN_ROLES}|尊敬的)\s?(?P<it>{_HAN_NAME})(?=[，,。;；（(、\s]|先生|女士|小姐)"),
        read_han_name,
        evidence="label",
        need=re.compile(f"[{_HAN}]"),
    ),
    Rule(
        "person",
        re.compile(rf"(?<![{_HAN}])(?P<it>{_HAN_NAME})(?=先生|女士|小姐|[，,]\s?(?:男|女)[，,。])"),
        read_han_name,
        evidence="title",
        need=re.compile(f"[{_HAN}]"),
    ),
)  # fmt: skip
_RUNNING = Rule("person", re.compile(""), read_name)


def running(text: str) -> Iterator[Candidate]:
    """Names in running text, by lists and by what stands beside them."""
    for one in (*spot(text), *spot_han(text)):
        value = _SPACES.sub(" ", text[one.start : one.end]).casefold()
        yield Candidate(
            _RUNNING, one.start, one.end, value, None, labelled=False, evidence=one.evidence
        )


def repeated(text: str, found: Sequence[Candidate]) -> list[Candidate]:
    """`found`, and the same persons where nothing beside them tells.

    A part of a name that can only mean one of them gets the value of the whole name.
    """
    persons = [one for one in found if one.rule.kind == "person"]
    known = People((one.value, one.value, one.evidence in SURE) for one in persons)
    again = [
        Candidate(
            _RUNNING, place.start, place.end, place.value, None, labelled=False, evidence="again"
        )
        for place in known.places(text)
    ]
    whole = [
        one._replace(value=known.whole(one.value)) if one.rule.kind == "person" else one
        for one in found
    ]
    return [*whole, *again]
