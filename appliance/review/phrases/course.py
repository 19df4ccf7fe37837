"""What is said of the course of a review: of its conditions, of what changed since, of replays."""

from __future__ import annotations

from appliance.review.phrases.phrase import Phrase, phrases_of

# Conditions under which it began.
NOT_IN_FORCE = Phrase(
    "This checklist is not in force on the day of the review.", "此清单在审查日不在有效期内。"
)
UNTRUSTED = Phrase(
    "Nobody whom this vault trusts has signed this checklist.", "此清单没有本库所信任者的签名。"
)
CLOCK = Phrase(
    "The clock of this computer was put back, so days may be counted from a wrong date.",
    "本机时钟曾被调回，天数可能从错误的日期起算。",
)
NO_LANGUAGE = Phrase(
    "No language model is in use, so statements are judged by their wording and by patterns alone.",
    "未启用语言模型，陈述仅按措辞和模式判断。",
)
NO_EMBEDDING = Phrase(
    "No embedding model is in use, so statements are looked for by patterns and the language model"
    " alone; some will not be found.",
    "未启用检索模型，陈述仅按模式和语言模型查找；有些会找不到。",
)
OTHER_EMBEDDING = Phrase(
    "The embedding model in use is not the one that the model of statements was trained with, so"
    " no statement is judged by a model of its own and none is shown as certain.",
    "所用检索模型不是训练陈述模型时所用的模型，因此没有陈述由专门模型判断，也不显示为确定。",
)
LANGUAGE_GONE = Phrase(
    "The language model “{name}” ({digest}) is not in the vault any more; no other was asked"
    " instead.",
    "语言模型“{name}”（{digest}）已不在保险库中；未改用其他模型。",
)
EMBEDDING_GONE = Phrase(
    "The embedding model ({digest}) is not in the vault any more; no other was asked instead.",
    "检索模型（{digest}）已不在保险库中；未改用其他模型。",
)
STATEMENTS_GONE = Phrase(
    "The model of statements ({digest}) does not come with this program any more; no other was"
    " asked instead.",
    "条款陈述模型（{digest}）已不随本程序提供；未改用其他模型。",
)
# What became of its papers.
READ_AGAIN = Phrase(
    "“{name}” was read again since, and other pages of it are read.",
    "“{name}”此后重新读取，可读页面有所不同。",
)
ADDED = Phrase(
    "“{name}” was added since; it takes no part in this review.",
    "“{name}”为此后添加，未参与本次审查。",
)
ADDED_AGAIN = Phrase(
    "“{name}” was deleted since and added again.", "“{name}”此后被删除并重新添加。"
)
REPLACED = Phrase(
    "Another document stands in place of “{name}” since.", "此后“{name}”被另一份文件取代。"
)
DELETED = Phrase("“{name}” was deleted since.", "“{name}”此后被删除。")
# Why a replay says otherwise, by the field of `MadeWith`.
CAUSES = {
    "rules": Phrase(
        "The rules of code are of another version: {was} then, {now} now.",
        "固定规则的版本不同：当时为 {was}，现在为 {now}。",
    ),
    "language_digest": Phrase(
        "Another language model was asked: {was} then, {now} now.",
        "所用语言模型不同：当时为 {was}，现在为 {now}。",
    ),
    "embedding_digest": Phrase(
        "Another embedding model was asked: {was} then, {now} now.",
        "所用检索模型不同：当时为 {was}，现在为 {now}。",
    ),
    "statement_digest": Phrase(
        "Another model for statements was asked: {was} then, {now} now.",
        "所用陈述模型不同：当时为 {was}，现在为 {now}。",
    ),
    "prompt_version": Phrase(
        "The prompt is of another version: {was} then, {now} now.",
        "提示词版本不同：当时为 {was}，现在为 {now}。",
    ),
    "prompt_sha256": Phrase(
        "The prompt's text is another: {was} then, {now} now.",
        "提示词文字不同：当时为 {was}，现在为 {now}。",
    ),
    "engine_build": Phrase(
        "The engine is of another build: {was} then, {now} now.",
        "引擎构建不同：当时为 {was}，现在为 {now}。",
    ),
    "seed": Phrase(
        "The seed is another: {was} then, {now} now.",
        "随机种子不同：当时为 {was}，现在为 {now}。",
    ),
    "schedule": Phrase(
        "The models were asked in another order or company: {was} then, {now} now.",
        "提问的顺序或批次不同：当时为 {was}，现在为 {now}。",
    ),
}
NO_CAUSE = Phrase(
    "Papers, models, prompts, rules and day are the same; the computation itself is not the same"
    " each time, which happens when it shares the machine with other work or runs on another one.",
    "文件、模型、提示词、规则和日期均相同；计算本身每次不尽相同，与其他工作共用机器或换机器运行时会出现这种情况。",
)
# What differs in a replay.
NONE_THEN = Phrase("there was no proposal then", "当时没有建议")
NONE_NOW = Phrase("there is no proposal now", "现在没有建议")
VERDICT = Phrase("“{verdict}” became “{verdict_now}”", "“{verdict}”变为“{verdict_now}”")
CERTAIN = Phrase("it is certain now", "现在为确定")
UNCERTAIN = Phrase("it is not certain any more", "不再确定")
CONFIDENCE = Phrase("confidence {was} became {now}", "置信度由 {was} 变为 {now}")
STATES = Phrase("the states of papers differ", "文件状态不同")
OTHER_EXTENT = Phrase("other documents or pages were looked through", "查看的文档或页面不同")
OTHER_ORDER = Phrase(
    "the same places of evidence stand in another order", "证据位置相同，但顺序不同"
)
OTHER_PLACES = Phrase(
    "other evidence: {lost} of {total} places are gone, {count} are new",
    "证据不同：{total} 处中少了 {lost} 处，新增 {count} 处",
)
REPLAYED = Phrase(
    "{count} items the same, {changed} changed", "{count} 个项目相同，{changed} 个有变化"
)

ALL = phrases_of(globals())
