"""What is said of values that several papers state, of numbers, of wording and of transactions."""

from __future__ import annotations

from appliance.review.phrases.phrase import Phrase, phrases_of

# Values that must agree.
AGREE = Phrase("All {count} papers that state it agree.", "写有该值的 {count} 份文件均一致。")
IN_COMMON = Phrase(
    "Each of the {count} papers that state it has a value in common.",
    "写明此值的 {count} 份文件各有一个共同的值。",
)
SEVERAL = Phrase(
    "A paper states more than one value; a person should see which is meant.",
    "有文件写有不止一个值；请由人判断指哪一个。",
)
MORE_STATE_IT = Phrase("{count} more papers state it.", "另有 {count} 份文件写有该值。")
ONE_MORE_STATES_IT = Phrase("{count} more paper states it.", "另有 {count} 份文件写有该值。")
DISAGREE = Phrase("The papers do not agree.", "各文件不一致。")
ALONE = Phrase(
    "Only {name} states it ({value}), so there is nothing to compare it to.",
    "只有 {name} 写有该值（{value}），无从比对。",
)
ALONE_SEVERAL = Phrase(
    "Only {name} states it, with {count} values: {value}.",
    "只有 {name} 写有该值，且有 {count} 个：{value}。",
)
# What one of several papers states; other values than days are the same in both languages.
STATES_DAYS = Phrase("{name}: {stated}", "{name}：{stated}")
DAYS_APART = Phrase("They are {count} days apart.", "相差 {count} 天。")
APART = Phrase("They are {amount} apart.", "相差 {amount}。")
CURRENCIES = Phrase(
    "They are in different currencies ({currency} and {other}).",
    "币种不同（{currency} 与 {other}）。",
)
FACTOR = Phrase(
    "One is {amount} times the other: perhaps a slip of the decimal point or scale.",
    "一个是另一个的 {amount} 倍：可能是小数点或单位有误。",
)
SWAPPED = Phrase("Day and month have changed places.", "日和月互换。")
ONE_LONGER = Phrase("One has a digit more than the other.", "其中一个多一位数字。")
ONE_DIGIT = Phrase("One digit differs.", "有一位数字不同。")
TWO_DIGITS = Phrase("Two digits have changed places.", "有两位数字互换。")
LOOKED_BESIDE = Phrase(
    "for a value beside “{words}”, in forms, tables and sentences",
    "在表单、表格和语句中查找“{words}”旁的值",
)
# Numbers with check digits.
FOUND = Phrase("{kind} found in {names}.", "在 {names} 中找到{kind}。")
FITS = Phrase("Its check digits fit.", "校验码正确。")
DIFFERENT = Phrase(
    "There are {count} different ones; a person should say which is meant.",
    "有 {count} 个不同的值；请由人确定指哪一个。",
)
WRONG = Phrase(
    "{kind}: one is there, but its check digits do not fit, so it cannot be right.",
    "{kind}：有一个，但校验码不符，因此不可能正确。",
)
WRONG_ELSEWHERE = Phrase(
    "Elsewhere one is written whose check digits do not fit: {names}.",
    "别处写有一个校验码不符的号码：{names}。",
)
FITS_HERE = Phrase("its check digits fit", "校验码正确")
FITS_NOT = Phrase("its check digits do not fit", "校验码不符")
LOOKED_KIND = Phrase(
    "for a number of the kind “{kind}”, with and without spaces",
    "查找“{kind}”类号码（含空格与不含空格）",
)
# Wording.
STANDS = Phrase("It stands in {names}.", "见于 {names}。")
LIMITED = Phrase(
    "Other sentences may limit it; they are shown beside it.",
    "另有语句可能对其加以限制；已一并列出。",
)
MORE_LIMITS = Phrase(
    "More sentences than are shown may limit it; read the papers themselves.",
    "可能对其加以限制的语句多于所列；请阅读文件原文。",
)
DENIAL = Phrase(
    "Its sentence has a word of denial or of doubt; a person should read it.",
    "该句含有否定或存疑的词语，应由人阅读。",
)
BOTH_WAYS = Phrase(
    "Some places speak for it and others against it; a person has to weigh them.",
    "有的位置支持，有的位置反对；须由人权衡。",
)
AGAINST = Phrase("What was found speaks against it.", "找到的内容与之相反。")
NO_PAPERS = Phrase("There are no papers in this review.", "本次审查没有文件。")
NO_TYPES = Phrase(
    "No paper of the types that the item concerns is in the file.",
    "卷中没有该项目所涉类型的文件。",
)
NOTHING_IN_ONE = Phrase(
    "Nothing of the kind stands in the {count} paper searched.",
    "在查找过的 {count} 份文件中没有此内容。",
)
NOTHING_IN = Phrase(
    "Nothing of the kind stands in the {count} papers searched.",
    "在查找过的 {count} 份文件中没有此内容。",
)
LOOKED_PAGES = Phrase(
    "for the wording of {count} patterns, page by page", "逐页查找 {count} 种措辞"
)
LOOKED_WORDING = Phrase("for the wording of {count} patterns", "查找 {count} 种措辞")
# Transactions.
WORDED_ONCE = Phrase("Its wording stands at {count} place.", "有 {count} 处出现此措辞。")
WORDED = Phrase("Its wording stands at {count} places.", "有 {count} 处出现此措辞。")
WORDED_OR_MORE = Phrase(
    "Its wording stands at {count} or more places.", "至少有 {count} 处出现此措辞。"
)
A_REASON = Phrase(
    "An indicator is a reason to look, not a finding.", "风险迹象是查看的理由，并非结论。"
)
NOTHING = Phrase("Nothing of the kind was found.", "未找到此类内容。")
NO_ROWS = Phrase("No transactions were found in the papers.", "文件中未找到交易记录。")
BELOW = Phrase(
    "{count} deposits of {low} to under {high} within {most} days, {first} to {last}.",
    "{first} 至 {last} 的 {most} 天内有 {count} 笔 {low} 以上、不足 {high} 的存款。",
)
ADD_UP = Phrase(
    "{count} cash deposits, each below {high}, add up to {amount} within seven days from {first}.",
    "自 {first} 起七天内有 {count} 笔现金存款，每笔低于 {high}，合计 {amount}。",
)
ROUND = Phrase(
    "{count} of {total} amounts of at least {low} are whole thousands and no standing payments.",
    "不低于 {low} 的 {total} 笔金额中，有 {count} 笔为整千且不是定期付款。",
)
IN_AND_OUT = Phrase(
    "{amount} came in on {first} and {gone} left by {last}.",
    "{first} 收入 {amount}，至 {last} 已转出 {gone}。",
)
CASH = Phrase(
    "{amount} of {whole} that came in was cash: {percent} per cent, in {count} deposits.",
    "收入 {whole} 中有现金 {amount}，占 {percent}%，共 {count} 笔。",
)
MORE_ROWS = Phrase("{count} more of the kind are not shown.", "另有 {count} 组同类交易未列出。")
TOO_BUSY = Phrase(
    "More than {count} transactions follow each other within {most} days; not all of them were"
    " compared with each other.",
    "{most} 天内有超过 {count} 笔连续交易；并未全部相互比较。",
)
FIRST_ROWS = Phrase(
    "{name}: only its first {count} transactions were looked at.",
    "{name}：仅查看了前 {count} 笔交易。",
)
ROW_IN = Phrase("{amount} in on {day}", "{day} 收入 {amount}")
ROW_OUT = Phrase("{amount} out on {day}", "{day} 支出 {amount}")
LOOKED_ROWS = Phrase(
    "through {count} transactions by the rule “{rule}”", "按规则“{rule}”查看 {count} 笔交易"
)

ALL = phrases_of(globals())
