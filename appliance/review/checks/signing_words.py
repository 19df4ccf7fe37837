"""Words around places for signatures, in English and Chinese. Only patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

# A line to sign on, or any other line that waits to be filled; lines are read with `FILL` for it.
BLANK = re.compile(r"[_＿]{3,}|(?:[.·…] ?){5,}")
# Under a signature that is typed; says nothing of whether one is there.
RULE = re.compile(r"[-–—=]{5,}")
FILL = "____"

_KEYS = (
    r"(?:authori[sz]ed )?signatures?(?: of [^:：\n_]{1,40})?|(?<!\w )signed|by|per|sign here"
    r"|print(?:ed)? name|full name|name(?: ?\([^)]{0,20}\))?(?: in block (?:letters|capitals))?"
    r"|title|position|designation|capacity|date(?: of signature| signed)?|dated|place|witness"
    r"|in the presence of"
    r"|(?:法定代表人|授权代表|授权签字人|负责人|经办人|借款人|保证人|申请人|签字人|代表)?"
    r"(?:签字|签名|签章|签署|盖章)(?:或盖章|\(盖章\))?|[甲乙丙]方\((?:盖章|公章)\)"
    r"|姓名|职务|日期|签署日期|地点|见证人"
)
# A key with what stands beside it, up to the next key of the same line.
SLOT = re.compile(
    rf"(?<![\w’'-])(?P<key>{_KEYS})\s?(?:[:：]|(?=\s?{FILL}))"
    rf"(?P<value>.{{0,120}}?)(?=\s(?:{_KEYS})\s?(?:[:：]|\s?{FILL})|$)",
    re.IGNORECASE,
)
# A line of keys without anything beside them stands under the lines to fill.
_KEY_ALONE = re.compile(rf"(?<!\w)(?:{_KEYS})(?!\w)", re.IGNORECASE)
SIGN_KEY = re.compile(
    r"^(?:(?:authori[sz]ed )?signatures?|signed|by|per|sign here)|签[字名章署](?!日期|人)|盖章"
    r"|公章",
    re.IGNORECASE,
)
NAME_KEY = re.compile(r"name|姓名", re.IGNORECASE)
DATE_KEY = re.compile(r"^dated?\b|日期", re.IGNORECASE)

# "Signed for and on behalf of …" begins a party's block. Written small it is running text.
OPENER = re.compile(
    r"^\s*(?:(?:Duly |Hereby )?(?:Signed|SIGNED|Executed|EXECUTED|Sealed|SEALED)"
    r"(?:,? (?:and )?(?:sealed|delivered|SEALED|DELIVERED))*(?: as (?:a|its) deed| AS A DEED)?"
    r"(?: and delivered)?\s?(?=\b(?:for|by|on|at|FOR|BY|ON|By|For)\b|[:：]|$)"
    r"|(?:For|FOR) (?:and|AND|an) (?:on|ON) (?:behalf|BEHALF) (?:of|OF)\b"
    r"|.{0,120}\bsigned (?:on (?:its|their|his|her) behalf )?by\s?[:：]$"
    r"|The (?:common seal|Common Seal) of\b|Agreed and (?:accepted|Accepted)"
    r"|AGREED AND ACCEPTED|[甲乙丙丁]方\s?\(|(?:借款人|贷款人|保证人|抵押人|申请人)\s?\([签盖公])"
)
SIGNED_WORDS = re.compile(
    r"/s/\s?(?P<name>\S.{0,60}?)(?=/s/|\s{3}|\s(?:By|Per)\b|$)|\bdocusigned by\b|\[\s?signed\s?\]"
    r"|\(\s?signed\s?\)|(?<!be )\bsigned electronically\b|\belectronically signed\b"
    r"|电子签名|电子签章|已签[字署章]|\(已签\)",
    re.IGNORECASE | re.MULTILINE,
)
EXECUTION = re.compile(
    r"^\W{0,6}(?:signatures?(?: pages?)?|execution(?: pages?)?|signature blocks?|signatories"
    r"|(?:counterpart )?signature pages? (?:to )?follows?\W{0,6}|签署页|签字页|签章页|签字盖章页"
    r"|\((?:以下无正文|本页无正文)[^\n]{0,40})\s*$"
    r"|\bin witness whereof\b|\bhave (?:duly )?(?:executed|signed|entered into) this\b"
    r"|\bhas been (?:duly )?(?:entered into|executed|signed)\b|\bexecuted by the parties\b"
    r"|以昭信守|签署如下",
    re.IGNORECASE | re.MULTILINE,
)
# A form attached to an agreement is signed when it is used, not with the agreement.
ATTACHED = re.compile(
    r"^\W{0,6}(?:(?:schedule|annex(?:ure)?|appendix|exhibit|attachment)\s[\w.]{1,6}\b"
    r"|form of\b|附件|附录|附表).{0,90}$",
    re.IGNORECASE,
)
A_FORM = re.compile(r"\bform of\b|\btemplate\b|\bspecimen\b|格式|样式|模板|样本", re.IGNORECASE)
# What stands where something is still to be filled in, when lines to fill are taken out.
_PLACEHOLDER = re.compile(
    r"^(?:\[[^\]]{0,60}\]|<[^>]{0,60}>|\([^()]{0,30}\)|n/?a|tbd|[\s/.·}{|:：_-]{0,12}"
    r"|\d{0,2}\s?年\s{0,8}月\s{0,8}日)$",
    re.IGNORECASE,
)
# What stands where a signature is missing, and may look like a name ("To Follow").
_NO_NAME = re.compile(
    r"\b(?:not|non|no|none|nil|un\w+|pending|refus\w+|declin\w+|follow\w*|await\w*|absent|abroad"
    r"|later|tb[acd]|drafts?|cop(?:y|ies)|specimen|sample|required|see|overleaf|attached|void"
    r"|to be|here|sign\w*|missing|waived|cancel\w*|withdrawn|illegible)\b"
    r"|[待未无無空缺拒见略附]",
    re.IGNORECASE,
)
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*,?")
_NAME_ZH = re.compile(r"[\u3400-\u9fff·]{2,6}")
_PARTICLES = frozenset({"de", "da", "di", "van", "von", "der", "den", "la", "le", "bin", "al", "y"})
_MOST_NAME_WORDS = 6


def is_signature(value: str, names: Sequence[str]) -> bool:
    """Whether words in place of a signature are a person's name.

    Where `names` are printed beside it, it must have a word of one of them.
    """
    if _NO_NAME.search(value):
        return False
    words = value.split()
    capitals = [word for word in words if word[0].isupper()]
    if names:
        told = {word.strip(".,").casefold() for word in words if len(word.strip(".,")) > 1}
        printed = {word.strip(".,").casefold() for name in names for word in name.split()}
        return bool(told & printed)
    if _NAME_ZH.fullmatch(value):
        return True
    return (
        len(words) <= _MOST_NAME_WORDS
        and len(capitals) > 1
        and all(_NAME_WORD.fullmatch(word) for word in words)
        and all(word in capitals or word in _PARTICLES for word in words)
    )


def is_placeholder(value: str) -> bool:
    """Whether what stands beside a key says only that something is to be filled in."""
    return _PLACEHOLDER.match(" ".join(value.replace(FILL, " ").split())) is not None


def is_keys_alone(text: str) -> bool:
    """Whether a line holds nothing but keys, as under the lines to sign on."""
    rest = _KEY_ALONE.sub(" ", text)
    return rest != text and not any(character.isalnum() for character in rest)
