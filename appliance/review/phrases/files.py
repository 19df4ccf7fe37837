"""What is said of files that could not be read, and of places that are doubted.

The sentences are those of `documents` and of the errors that are kept with a document.
"""

from __future__ import annotations

from appliance.errors import (
    ChildTimeout,
    DocumentEmpty,
    DocumentEncrypted,
    DocumentPasswordWrong,
    DocumentTooLarge,
    DocumentTypeUnknown,
    DocumentUnreadable,
    ModelStopped,
    OutOfMemory,
    ProtocolBroken,
)
from appliance.review.phrases.phrase import Phrase, phrases_of

PAGE_SAYS = Phrase("page {page}: {trouble}", "第 {page} 页：{trouble}")
NOT_YET = Phrase("It has not been read yet.", "尚未读取。")
UNREADABLE = Phrase("It could not be read.", "未能读取。")
# What is known against a place.
DOUBT = Phrase("Page {page}: {trouble}", "第 {page} 页：{trouble}")
UNSURE = Phrase(
    "Page {page}: a word of this place was read from the picture with only {percent} % confidence;"
    " compare it with the picture.",
    "第 {page} 页：此处有一个词从图像识别，置信度仅为 {percent}%；请与图像对照。",
)
HIDDEN = Phrase(
    "In {name} there is text that nobody who looks at it sees; compare it with the page.",
    "{name}中有看页面时看不到的文字，请与页面对照。",
)
LOOKALIKES = Phrase(
    "In {name} there are words with letters of two alphabets that look alike; compare it with the"
    " page.",
    "{name}中有混用两种字母表相似字母的词语，请与页面对照。",
)
INVISIBLE = Phrase(
    "In {name} there are characters that nobody sees; compare it with the page.",
    "{name}中有看不见的字符，请与页面对照。",
)
# The rest is written by `documents`, which knows no review.
_WRITTEN_BELOW = {
    english: Phrase(english, chinese)
    for english, chinese in (
        # Places that were made for machines.
        (
            "This text gives orders to an assistant. It is read as part of the document, and"
            " nothing is done because of it.",
            "这段文字在向助手下指令。它只作为文档内容读取，不会据此执行任何操作。",
        ),
        (
            "This text imitates a conversation with an assistant or the marks of one. It is read as"
            " part of the document.",
            "这段文字模仿与助手的对话或其标记。它只作为文档内容读取。",
        ),
        (
            "This text imitates the call of a tool; there is none that it could call.",
            "这段文字模仿工具调用；这里没有可被它调用的工具。",
        ),
        (
            "This text is in the file, but nobody who looks at the page sees it.",
            "这段文字在文件中，但看页面的人看不到它。",
        ),
        (
            "This word mixes letters of two alphabets that look alike, so it is not the word that"
            " it seems to be.",
            "这个词混用了两种字母表中外形相似的字母，因此并非看上去的那个词。",
        ),
        (
            "This e-mail has two bodies that say different things, and this stands in only one of"
            " them. Which one a person sees depends on the program that shows the e-mail.",
            "此邮件有两个内容不同的正文，这段文字只出现在其中一个里。看到的是哪一个，取决于打开邮件的程序。",
        ),
        (
            "One body of this e-mail could not be read. What a program for e-mails shows may differ"
            " from the text here.",
            "此邮件的一个正文无法读取。邮件程序显示的内容可能与这里的文字不同。",
        ),
        ("Characters that nobody sees stand in this text.", "这段文字中含有看不见的字符。"),
        # Why a page, or a file inside another one, could not be read.
        ("This page of the file is damaged.", "文档的这一页已损坏。"),
        (
            "This page has no text of its own, and nothing here reads its picture.",
            "本页没有文本层，而此处没有可识别其图像的工具。",
        ),
        (
            "The text of this page is unreadable, and nothing here reads its picture.",
            "本页的文本层无法辨读，而此处没有可识别其图像的工具。",
        ),
        (
            "This page has a large picture that nothing here reads.",
            "本页有一幅大图，此处没有可识别它的工具。",
        ),
        (
            "This page has no text of its own, and its picture could not be read: {trouble}",
            "本页没有文本层，其图像也未能识别：{trouble}",
        ),
        (
            "The text of this page is unreadable, and its picture could not be read: {trouble}",
            "本页的文本层无法辨读，其图像也未能识别：{trouble}",
        ),
        (
            "The large picture on this page could not be read: {trouble}",
            "本页的大图未能识别：{trouble}",
        ),
        ("“{name}” in it: {trouble}", "其中的“{name}”：{trouble}"),
        ("It is empty.", "它是空的。"),
        (
            "It lies more than {count} levels deep in other files.",
            "它在其他文档中嵌套超过 {count} 层。",
        ),
        ("There is too much in the files that it lies in.", "它所在的文档内容过多。"),
        (
            "{count} more files inside were left out: too many.",
            "其中另有 {count} 个文档因数量过多而未读取。",
        ),
        # Why a document could not be read.
        (DocumentUnreadable.summary, "无法读取“{name}”：{why}。"),
        (DocumentTypeUnknown.summary, "“{name}”不是可读取的文件类型（{why}）。"),
        (DocumentTooLarge.summary, "“{name}”太大：{why}。"),
        (DocumentEncrypted.summary, "“{name}”受密码保护。"),
        (DocumentPasswordWrong.summary, "所给密码无法打开“{name}”。"),
        (DocumentEmpty.summary, "“{name}”中没有可读取的文字。"),
        (OutOfMemory.summary, "内存不足，无法运行“{name}”。"),
        (ModelStopped.summary, "模型意外停止（{why}），已重新启动。"),
        (ChildTimeout.summary, "{kind} 进程在 {limit_s} 秒内没有响应，已被停止。"),
        (ProtocolBroken.summary, "{kind} 进程的响应异常，已被停止。"),
        ("the file is damaged", "文档已损坏"),
        ("its content is of another kind", "其内容属于其他类型"),
        ("it is an archive without a document", "它是不含文档的压缩包"),
        ("it is an Office file of the format before 2007", "它是 2007 年以前格式的 Office 文档"),
        ("its letters are in an unknown encoding", "其文字编码未知"),
        ("it has too many pages", "页数过多"),
        ("one page has too much text", "某一页文字过多"),
        ("unpacked it would be far larger than it looks", "解压后远比看上去大"),
        ("it consists of too many parts", "它由过多部分组成"),
        ("this page has no picture", "本页没有图像"),
        ("it has too much text", "文字过多"),
        ("its picture has too many pixels", "其图像像素过多"),
        ("its parts are nested too deeply", "其各部分嵌套过深"),
        ("it is above the limit for attached files", "它超过了附件的上限"),
        ("there are too many attached files", "附件过多"),
        ("one page took longer than {count} s", "某一页用时超过 {count} 秒"),
        ("the reader stopped on it ({why})", "读取进程在读取它时停止（{why}）"),
        (
            "reading it to page {page} takes more memory than the settings allow",
            "读到第 {page} 页所需内存超出设置允许的范围",
        ),
        ("its original is not kept", "其原件未保留"),
    )
}

ALL = phrases_of(globals())
