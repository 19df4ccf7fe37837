"""What is said of a paper: whether it is there, signed and whole."""

from __future__ import annotations

from appliance.review.phrases.phrase import Phrase, phrases_of

# Whether it is there.
THERE = Phrase("It is there.", "已在卷中。")
NO_SUCH_PAPER = Phrase(
    "No paper of this type ({types}) is in the file.", "卷中没有此类文件（{types}）。"
)
TOLD_STALE = Phrase(
    "No paper of this type ({types}) is in the file; “{name}” speaks of one: {told}",
    "卷中没有此类文件（{types}）；“{name}”提到过一份：{told}",
)
NO_SUCH_STATE = Phrase("no paper of this type is in the file", "卷中没有此类文件")
AS_TOLD = Phrase("as “{name}” says: {told}", "据“{name}”所述：{told}")
SPOKEN_OF = Phrase(
    "Other papers speak of one; those places are shown.", "其他文件提到过；已列出这些位置。"
)
A_PART_IS_HEADED = Phrase(
    "A part of another paper is headed so; a person should say whether it counts.",
    "另一文件中有以此为标题的部分；请由人判断是否可以算数。",
)
TOO_FEW = Phrase(
    "{wanted} of this type are asked for, {count} are in the file.",
    "要求 {wanted} 份此类文件，卷中有 {count} 份。",
)
TOO_FEW_STATE = Phrase("too few are in the file", "卷中份数不足")
ONE_MORE = Phrase("{count} more of this type is not in order.", "另有 {count} 份此类文件不合要求。")
MORE = Phrase("{count} more of this type are not in order.", "另有 {count} 份此类文件不合要求。")
NOTHING_READ = Phrase("No text of it could be read.", "其中没有可读取的文字。")
NOT_ALL_READ = Phrase("Not all of it could be read ({unread}).", "未能全部读取（{unread}）。")
NOT_ALL_READ_MORE = Phrase(
    "Not all of it could be read ({unread}, and {count} more).",
    "未能全部读取（{unread}，另有 {count} 处）。",
)
# Whether it is signed.
SIGNED = Phrase("It is signed.", "已签署。")
FILLED_IN = Phrase(
    "Name and date are filled in; whether ink stands on the line is not known.",
    "姓名和日期已填写；签名线上有无笔迹尚不清楚。",
)
NOT_WRITTEN = Phrase(
    "Name and date are filled in, but nothing is written on the line to sign on.",
    "姓名和日期已填写，但签名线上没有书写内容。",
)
EMPTY_LINE = Phrase("The line to sign on is empty.", "签名线为空。")
LOOK_AT_LINE = Phrase(
    "Whether it is signed cannot be read as text; look at the line to sign on.",
    "是否已签署无法从文字读出；请查看签名线。",
)
NO_PLACE = Phrase("No place to sign was found in it.", "其中未找到签署处。")
NOWHERE_SIGNED = Phrase("It has no place that is signed.", "其中没有任何已签署之处。")
NOBODY_NAMED = Phrase("No place to sign names “{words}”.", "没有写明“{words}”的签署处。")
MISSING_ONE = Phrase("{count} signature is missing: {who}.", "缺少 {count} 处签名：{who}。")
MISSING = Phrase("{count} signatures are missing: {who}.", "缺少 {count} 处签名：{who}。")
A_PERSON_SAYS = Phrase(
    "A person has to say whether it is signed: {why}.", "是否已签字须由人判断：{why}。"
)
# Why a place to sign counts as it does.
WRITTEN = Phrase("“{words}” is written where the signature stands", "签名处写有“{words}”")
WRITTEN_NO_NAME = Phrase(
    "“{words}” is written where the signature stands, which is not a name",
    "签字处写的是“{words}”，这不是姓名",
)
OVER_PRINTED = Phrase("a name is written over the printed one", "印刷姓名上方写有姓名")
BY_HAND = Phrase("the line is signed by hand", "签名线上有手写签名")
BY_HAND_UNDATED = Phrase(
    "the line is signed by hand though the date beside it is not filled in",
    "签名线上有手写签名，但旁边的日期未填写",
)
NAME_AND_DATE = Phrase("name and date are filled in", "姓名和日期已填写")
DATE_ONLY = Phrase("its date is filled in", "日期已填写")
NO_NAME_NO_DATE = Phrase("its name and date are empty", "姓名和日期为空")
NO_NAME = Phrase("its name is empty", "姓名为空")
NO_DATE = Phrase("its date is empty", "日期为空")
FILLED_NO_INK = Phrase(
    "name and date are filled in, but nothing is written on its line",
    "姓名和日期已填写，但其签名线上没有书写内容",
)
NO_INK = Phrase("nothing is written on its line", "其签名线上没有书写内容")
UNCLEAR = Phrase(
    "the line to sign on holds no words, and ink on it cannot be read as text",
    "签名线上没有文字，其上的笔迹无法作为文字读取",
)
TOO_MANY_PLACES = Phrase(
    "it has more than {count} places to sign; the others were not looked at",
    "签字处多于 {count} 处，其余未查看",
)
LONG_LINE = Phrase(
    "a line of more than {count} characters has a blank to fill in; it was not looked at",
    "有一行超过 {count} 个字符且含待填空白，未查看",
)
# Whether it is whole.
WHOLE = Phrase(
    "No page and no part that it announces is missing.", "页码完整，所提及的各部分均在。"
)
PAGE_MISSING = Phrase("Page {page} of {total} is missing.", "缺少第 {page} 页（共 {total} 页）。")
PAGES_MISSING = Phrase(
    "Pages {pages} of {total} are missing.", "缺少第 {pages} 页（共 {total} 页）。"
)
PAGE_LEFT_OUT = Phrase(
    "After page {before} comes page {after}: Page {page} missing.",
    "第 {before} 页之后即为第 {after} 页：缺少第 {page} 页。",
)
PAGES_LEFT_OUT = Phrase(
    "After page {before} comes page {after}: Pages {pages} missing.",
    "第 {before} 页之后即为第 {after} 页：缺少第 {pages} 页。",
)
MORE_GAPS = Phrase("{count} more of its gaps are not shown.", "另有 {count} 处缺漏未列出。")
LISTED = Phrase(
    "Its contents list “{words}”, but it is not there.", "其目录列有“{words}”，但文中没有。"
)
LISTED_UNSIGNED = Phrase(
    "Its contents list “{words}”, but no place to sign is there.",
    "其目录列有“{words}”，但文中没有签署处。",
)
PART_NAMED = Phrase(
    "{part_named} is named, but no such part is there.", "文中提到{part_named}，但没有该部分。"
)
ANNOUNCED = Phrase(
    "It announces signatures, but no place to sign follows.", "文中提到签署，但其后没有签署处。"
)
# Notes of places.
ITSELF = Phrase("the paper itself", "文件本身")
STATES_DATE = Phrase("states its date", "写明其日期")
WHERE_IT_ENDS = Phrase("where it ends", "文末")
ANNOUNCES = Phrase("announces signatures", "提到签署")
HEADED = Phrase("a part of this paper is headed so", "本文件有以此为标题的部分")
SPEAKS_OF = Phrase("speaks of such a paper", "提到此类文件")
# Ways of looking.
LOOKED = Phrase(
    "for a paper of the type {types}: by its title, its words and the name of its file",
    "查找{types}：按标题、用语和文件名",
)
TYPE_TOLD_BY = Phrase(
    "the type of a paper was told by its first {count} pages", "文件类型按其前 {count} 页判断"
)
LOOKED_IN_UNREAD = Phrase(
    "for words in papers of this type, which hold none that could be read",
    "在此类文件中查找文字，但其中没有可读取的文字",
)

ALL = phrases_of(globals())
