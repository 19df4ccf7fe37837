"""What is said of days: how old a paper is, when it ends, from which day that is counted."""

from __future__ import annotations

from appliance.review.phrases.phrase import Phrase, phrases_of

# Parts of sentences.
ONE_DAY = Phrase("1 day", "1 天")
DAYS = Phrase("{count} days", "{count} 天")
TODAY = Phrase("the day of the review ({day})", "审查日（{day}）")
STATED_DAY = Phrase("{day} ({label})", "{day}（“{label}”旁所写日期）")
# Of one day under a rule.
ENDLESS = Phrase("It is stated to have no end.", "注明长期有效。")
VALID = Phrase("It is valid until {day}.", "有效期至 {day}。")
ENDED = Phrase("It ended on {day}, {age} before {base}.", "已于 {day} 到期，早于{base} {age}。")
ENDS_SOON = Phrase("It ends on {day}, {age} after {base}.", "将于 {day} 到期，晚于{base} {age}。")
TOO_OLD = Phrase(
    "It is dated {day}, {age} before {base}; at most {allowed} are allowed.",
    "日期为 {day}，早于{base} {age}；最多允许 {allowed}。",
)
TOO_NEW = Phrase(
    "It is dated {day}, {age} after {base}; at most {allowed} are allowed.",
    "日期为 {day}，晚于{base} {age}；最多允许 {allowed}。",
)
AHEAD = Phrase("It is dated {day}, which lies after {base}.", "日期为 {day}，晚于{base}。")
BEFORE = Phrase("It is dated {day}, {age} before {base}.", "日期为 {day}，早于{base} {age}。")
AFTER = Phrase("It is dated {day}, {age} after {base}.", "日期为 {day}，晚于{base} {age}。")
SAME_DAY = Phrase("It is dated {day}, on {base}.", "日期为 {day}，即{base}。")
TURNED = Phrase("Day and month may be the other way round ({day}).", "日和月可能颠倒（{day}）。")
# Of the days that stand in the papers.
NO_DATE = Phrase("No date could be found in it.", "其中未找到日期。")
NO_END = Phrase("No end of validity could be found in it.", "其中未找到有效期截止日。")
FIRST_TAKEN = Phrase("(The first date on it was taken.)", "（取其中第一个日期。）")
NO_BASE = Phrase(
    "No date stands beside “{words}”, so there is no day to count from.",
    "“{words}”旁没有日期，因此没有起算日。",
)
NO_BASE_IN = Phrase(
    "No date stands beside “{words}” in a paper of the type {types}, so there is no day to count "
    "from.",
    "{types}中没有与“{words}”相邻的日期，因此无从起算。",
)
OTHER_BASES = Phrase(
    "Other days stand beside these words too: {days}.", "这些用语旁还有其他日期：{days}。"
)
NEWEST_COUNTS = Phrase(
    "Other dates stand beside the same words; the newest one counts here.",
    "相同用语旁还有其他日期；以最新者为准。",
)
# Notes of places, and ways of looking.
COUNTED_FROM = Phrase("the day counted from", "起算日")
ANOTHER = Phrase("another date", "另一日期")
LOOKED = Phrase("for a date beside “{words}”", "查找“{words}”旁的日期")

ALL = phrases_of(globals())
