<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Cofferdam</source>
        <translation>关于 Cofferdam</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>Cofferdam is free software under the Apache License 2.0. It works without any network and reports to nobody.</source>
        <translation>Cofferdam 是自由软件，采用 Apache License 2.0 许可证。它无需任何网络即可工作，也不向任何人发送信息。</translation>
    </message>
    <message>
        <source>The window is drawn with Qt {version} under the GNU Lesser General Public License 3; its libraries may be replaced. The licences of all parts are in the folder of the program.</source>
        <translation>窗口界面由 Qt {version} 绘制，采用 GNU 宽通用公共许可证第 3 版，其程序库可以替换。所有组成部分的许可证都在程序文件夹中。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>How this answer was made</source>
        <translation>此回答如何得出</translation>
    </message>
    <message>
        <source>Not found: nothing in the documents answers this.</source>
        <translation>未找到：文档中没有能回答此问题的内容。</translation>
    </message>
    <message numerus="yes">
        <source>Searched: %n page(s).</source>
        <translation>
            <numerusform>已检索 %n 页。</numerusform>
        </translation>
    </message>
    <message>
        <source>Supported: {text}</source>
        <translation>有依据：{text}</translation>
    </message>
    <message>
        <source>Not supported: {text}</source>
        <translation>无依据：{text}</translation>
    </message>
    <message>
        <source>No page of the file supports this sentence.</source>
        <translation>文档中没有任何一页支持这句话。</translation>
    </message>
    <message>
        <source>Not supported. {remark}</source>
        <translation>无依据。{remark}</translation>
    </message>
    <message>
        <source>Passages the model was given</source>
        <translation>提供给模型的段落</translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation>生成信息</translation>
    </message>
    <message>
        <source>Copy the answer with its sources</source>
        <translation>复制回答及其出处</translation>
    </message>
    <message>
        <source>Make it again and compare</source>
        <translation>重新生成并比较</translation>
    </message>
    <message>
        <source>Runs the same question with the same model and settings.</source>
        <translation>用相同的模型和设置再次回答同一问题。</translation>
    </message>
    <message>
        <source>Writes: {name} ({digest})</source>
        <translation>撰写：{name}（{digest}）</translation>
    </message>
    <message>
        <source>Finds: {name} ({digest})</source>
        <translation>检索：{name}（{digest}）</translation>
    </message>
    <message>
        <source>Instructions: version {version}; seed {seed}; temperature {warmth}</source>
        <translation>指令：版本 {version}；随机种子 {seed}；温度 {warmth}</translation>
    </message>
    <message>
        <source>Engine: {build}</source>
        <translation>引擎：{build}</translation>
    </message>
    <message>
        <source>Asked: {time}</source>
        <translation>提问时间：{time}</translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) searched</source>
        <translation>
            <numerusform>已检索 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>{searched}; finished in {time}</source>
        <translation>{searched}；用时 {time}</translation>
    </message>
    <message>
        <source>The same answer came out again, word for word.</source>
        <translation>再次得到了一字不差的相同回答。</translation>
    </message>
    <message>
        <source>The answer is different now: {differences}</source>
        <translation>这次的回答不同：{differences}</translation>
    </message>
</context>
<context>
    <name>AskPane</name>
    <message>
        <source>Ask about the documents of this case</source>
        <translation>就本案件的文档提问</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Which documents to search</source>
        <translation>检索哪些文档</translation>
    </message>
    <message>
        <source>As&amp;k</source>
        <translation>提问(&amp;K)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>问题与回答</translation>
    </message>
    <message>
        <source>No questions yet</source>
        <translation>还没有问题</translation>
    </message>
    <message>
        <source>Ask in your own words. Each sentence of an answer shows the page it is taken from; press a source to see the passage.</source>
        <translation>用自己的话提问即可。回答中的每句话都会标明所依据的页面；点击引用可查看原文。</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
    </message>
    <message numerus="yes">
        <source>%n older question(s) are kept but not shown here.</source>
        <translation>
            <numerusform>另有 %n 个更早的提问已保存，未在此显示。</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Add a document first; then questions can be asked.</source>
        <translation>请先添加文档，然后才能提问。</translation>
    </message>
</context>
<context>
    <name>BatchPane</name>
    <message>
        <source>A CSV file with one applicant per row</source>
        <translation>每行一个申请人的 CSV 文件</translation>
    </message>
    <message>
        <source>Leave empty to write no file</source>
        <translation>留空则不写入文件</translation>
    </message>
    <message>
        <source>Add the &amp;points of every input</source>
        <translation>附上每项指标的得分(&amp;P)</translation>
    </message>
    <message>
        <source>Case to keep the results in</source>
        <translation>保存结果的案件</translation>
    </message>
    <message>
        <source>Do not keep</source>
        <translation>不保存</translation>
    </message>
    <message>
        <source>Scor&amp;e the file</source>
        <translation>开始批量评分(&amp;E)</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分结果</translation>
    </message>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Rows that were not scored</source>
        <translation>未评分的行</translation>
    </message>
    <message>
        <source>Column</source>
        <translation>列</translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>&amp;Applicants</source>
        <translation>申请人文件(&amp;A)</translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation>选择文件</translation>
    </message>
    <message>
        <source>The header line names the inputs as the model does. A column “id” is carried over to the result.</source>
        <translation>标题行中的指标名称须与模型一致。“id”列会带入结果。</translation>
    </message>
    <message>
        <source>Resul&amp;t file</source>
        <translation>结果文件(&amp;T)</translation>
    </message>
    <message>
        <source>Choose the result</source>
        <translation>选择结果文件</translation>
    </message>
    <message>
        <source>A result file is not encrypted. Store it where it may be.</source>
        <translation>结果文件不加密，请只存放在允许存放的位置。</translation>
    </message>
    <message>
        <source>Keep the res&amp;ults in</source>
        <translation>结果保存到(&amp;U)</translation>
    </message>
    <message>
        <source>No file scored yet</source>
        <translation>还没有批量评分</translation>
    </message>
    <message>
        <source>Choose a CSV file. Rows with a missing or impossible value are listed with the reason; they never stop the others.</source>
        <translation>请选择一个 CSV 文件。缺少数值或数值不合理的行会连同原因一起列出，不影响其他行。</translation>
    </message>
    <message>
        <source>Rows not scored</source>
        <translation>未评分的行</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>正在评分</translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) scored.</source>
        <translation>
            <numerusform>已评分 %n 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not scored.</source>
        <translation>
            <numerusform>未评分 %n 行。</numerusform>
        </translation>
    </message>
    <message>
        <source>Result written to {name}.</source>
        <translation>结果已写入 {name}。</translation>
    </message>
    <message numerus="yes">
        <source>The first %n are shown.</source>
        <translation>
            <numerusform>只显示前 %n 行。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rows not scored (%n)</source>
        <translation>
            <numerusform>未评分的行（%n）</numerusform>
        </translation>
    </message>
    <message>
        <source>Applicants</source>
        <translation>申请人文件</translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation>表格 (*.csv);;所有文件 (*)</translation>
    </message>
    <message>
        <source>Result file</source>
        <translation>结果文件</translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
</context>
<context>
    <name>Brand</name>
    <message>
        <source>Cofferdam</source>
        <translation>Cofferdam</translation>
    </message>
    <message>
        <source>Documents, answers and models stay on this computer.</source>
        <translation>文档、回答和模型都只留在这台电脑上。</translation>
    </message>
</context>
<context>
    <name>BugDialog</name>
    <message>
        <source>A fault in the program</source>
        <translation>程序故障</translation>
    </message>
    <message>
        <source>Technical report</source>
        <translation>技术报告</translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation>发生了意外情况</translation>
    </message>
    <message>
        <source>The step was not finished because of a fault in the program. What was saved before is intact, and you can go on working. Please pass the report to your administrator: it holds places in the program, none of your data.</source>
        <translation>由于程序故障，这一步没有完成。之前保存的内容完好无损，您可以继续工作。请把报告交给管理员：其中只有程序中的出错位置，不含您的任何数据。</translation>
    </message>
    <message>
        <source>Co&amp;py the report</source>
        <translation>复制报告(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>Created</source>
        <translation>创建时间</translation>
    </message>
    <message>
        <source>Find a case by name</source>
        <translation>按名称查找案件</translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation>打开(&amp;O)</translation>
    </message>
    <message>
        <source>Remo&amp;ve…</source>
        <translation>删除(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;New case…</source>
        <translation>新建案件(&amp;N)…</translation>
    </message>
    <message>
        <source>No cases yet</source>
        <translation>还没有案件</translation>
    </message>
    <message>
        <source>A case holds the documents of one customer, the questions asked about them and their scores. Make one and add documents to it, or look around first with the documents of an invented company.</source>
        <translation>一个案件存放一位客户的文档、针对文档的提问以及评分。请新建案件并添加文档，也可以先用一家虚构公司的文档熟悉一下。</translation>
    </message>
    <message>
        <source>Ne&amp;w case…</source>
        <translation>新建案件(&amp;W)…</translation>
    </message>
    <message>
        <source>Try the sam&amp;ple customer</source>
        <translation>试用示例客户(&amp;P)</translation>
    </message>
    <message>
        <source>Remove the case “{name}”?</source>
        <translation>删除案件“{name}”？</translation>
    </message>
    <message>
        <source>Its {documents}, all questions, answers and scores are deleted. This cannot be undone.</source>
        <translation>其中的 {documents}以及全部提问、回答和评分都将被删除，且无法恢复。</translation>
    </message>
    <message>
        <source>&amp;Remove the case</source>
        <translation>删除案件(&amp;R)</translation>
    </message>
</context>
<context>
    <name>ContributionChart</name>
    <message>
        <source>{label}: {points} of {most} points</source>
        <translation>{label}：{points} 分，满分 {most} 分</translation>
    </message>
    <message>
        <source>Points of each input</source>
        <translation>各项指标得分</translation>
    </message>
    <message>
        <source>{points} of {most}</source>
        <translation>{points} / {most}</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n 页</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n 份文档</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>Folder for the new vault</source>
        <translation>新保险库的文件夹</translation>
    </message>
    <message>
        <source>&amp;Make the vault</source>
        <translation>创建保险库(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation>返回(&amp;B)</translation>
    </message>
    <message>
        <source>Make a new vault</source>
        <translation>新建保险库</translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation>文件夹(&amp;D)</translation>
    </message>
    <message>
        <source>An empty or new folder. Everything in it will be encrypted.</source>
        <translation>请选择空文件夹或新文件夹，其中的所有内容都会加密。</translation>
    </message>
    <message>
        <source>Making the vault</source>
        <translation>正在创建保险库</translation>
    </message>
</context>
<context>
    <name>DocumentsPane</name>
    <message>
        <source>Documents of the case</source>
        <translation>案件的文档</translation>
    </message>
    <message>
        <source>A&amp;dd…</source>
        <translation>添加(&amp;D)…</translation>
    </message>
    <message>
        <source>Add documents (Ctrl+O)</source>
        <translation>添加文档 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Remove the selected document</source>
        <translation>删除选中的文档</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Drop PDF, Word, Excel, CSV or text files here</source>
        <translation>可将 PDF、Word、Excel、CSV 或文本文件拖放到此处</translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>Drop files here or press Add. Each is read, indexed and encrypted.</source>
        <translation>将文件拖放到此处，或点击“添加”。每个文件都会被读取、建立索引并加密。</translation>
    </message>
    <message>
        <source>Add d&amp;ocuments…</source>
        <translation>添加文档(&amp;O)…</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Documents ({formats})</source>
        <translation>文档 ({formats})</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>删除“{name}”？</translation>
    </message>
    <message>
        <source>The document and its index are deleted from this case. Answers that cite it stay in the conversation, but their pages can no longer be opened.</source>
        <translation>此文档及其索引将从本案件中删除。引用它的回答仍会保留，但所引用的页面将无法再打开。</translation>
    </message>
    <message>
        <source>&amp;Remove the document</source>
        <translation>删除文档(&amp;R)</translation>
    </message>
</context>
<context>
    <name>DraftCard</name>
    <message>
        <source>Searching the documents</source>
        <translation>正在检索文档</translation>
    </message>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>This is a draft. Its sources are checked when it is complete.</source>
        <translation>这是草稿，完成后会核对其引用。</translation>
    </message>
</context>
<context>
    <name>ErrorBanner</name>
    <message>
        <source>Copy the message</source>
        <translation>复制此消息</translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation>关闭此消息</translation>
    </message>
    <message>
        <source>Code {code}</source>
        <translation>代码 {code}</translation>
    </message>
</context>
<context>
    <name>FeatureRow</name>
    <message>
        <source>{low} to {high} {unit}</source>
        <translation>{low} 至 {high} {unit}</translation>
    </message>
    <message>
        <source>not a number</source>
        <translation>不是数字</translation>
    </message>
    <message>
        <source>outside {range}</source>
        <translation>超出范围 {range}</translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message>
        <source>Shown</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation>已收起</translation>
    </message>
</context>
<context>
    <name>FolderEdit</name>
    <message>
        <source>Ch&amp;oose…</source>
        <translation>选择(&amp;O)…</translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation>选择文件夹</translation>
    </message>
</context>
<context>
    <name>KeptScoresPane</name>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Scores of no case</source>
        <translation>不属于任何案件的评分</translation>
    </message>
    <message>
        <source>Scored</source>
        <translation>评分时间</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Kept scores</source>
        <translation>已保存的评分</translation>
    </message>
    <message>
        <source>No scores kept here</source>
        <translation>此处没有已保存的评分</translation>
    </message>
    <message>
        <source>Scores are kept in the case that was chosen when they were made. Choose another case above, or score an applicant.</source>
        <translation>评分保存在评分时所选的案件中。请在上方选择其他案件，或为申请人评分。</translation>
    </message>
    <message>
        <source>C&amp;ase</source>
        <translation>案件(&amp;A)</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Cofferdam</source>
        <translation>Cofferdam</translation>
    </message>
    <message>
        <source>Cofferdam, {vault}</source>
        <translation>Cofferdam — {vault}</translation>
    </message>
    <message>
        <source>Leave without the recovery code?</source>
        <translation>不记下恢复码就离开？</translation>
    </message>
    <message>
        <source>The code is not shown again. If the passphrase is lost too, nobody can open the vault.</source>
        <translation>恢复码不会再次显示。如果口令也丢失，任何人都无法打开保险库。</translation>
    </message>
    <message>
        <source>&amp;Leave</source>
        <translation>仍要离开(&amp;L)</translation>
    </message>
    <message numerus="yes">
        <source>No activity: the vault locks in %n second(s)</source>
        <translation>
            <numerusform>无操作：保险库将在 %n 秒后锁定</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;New case…</source>
        <translation>新建案件(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Add documents…</source>
        <translation>添加文档(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation>转到(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Cases</source>
        <translation>案件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Risk desk</source>
        <translation>信用评分(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Cofferdam</source>
        <translation>关于 Cofferdam(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>vouched for</source>
        <translation>已认可</translation>
    </message>
    <message>
        <source>not vouched for</source>
        <translation>未认可</translation>
    </message>
    <message>
        <source>Vouched for: its weights are those this release was made with.</source>
        <translation>已认可：其权重与本版本制作时所用的一致。</translation>
    </message>
    <message>
        <source>Not vouched for: this release does not know its weights. Use it only if you know where it comes from.</source>
        <translation>未认可：本版本不认识其权重。只有在您清楚其来源时才可使用。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Origin</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Precision</source>
        <translation>精度</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>{clear}, sealed {sealed}</source>
        <translation>{clear}，封存后 {sealed}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>Imported</source>
        <translation>导入时间</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Reads at once</source>
        <translation>一次可读</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} 个词元</translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation>向量</translation>
    </message>
    <message>
        <source>{count} numbers each</source>
        <translation>每个含 {count} 个数值</translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation>预测内容</translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation>指标数</translation>
    </message>
    <message>
        <source>Cut-off</source>
        <translation>临界分</translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>&amp;Use this model</source>
        <translation>使用此模型(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation>校验(&amp;V)</translation>
    </message>
    <message>
        <source>Reads every sealed byte and checks that nothing was changed.</source>
        <translation>读取封存文件的每个字节，确认没有任何改动。</translation>
    </message>
    <message>
        <source>Rem&amp;ove…</source>
        <translation>删除(&amp;O)…</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>In use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>&amp;Import a folder…</source>
        <translation>导入文件夹(&amp;I)…</translation>
    </message>
    <message>
        <source>No models in this vault</source>
        <translation>此保险库中没有模型</translation>
    </message>
    <message>
        <source>Without models documents cannot be searched and questions cannot be answered. Import the models that came with the program, or a folder that your head office gave you.</source>
        <translation>没有模型就无法检索文档，也无法回答问题。请导入程序随附的模型，或总行提供的模型文件夹。</translation>
    </message>
    <message>
        <source>Import the s&amp;tarter models</source>
        <translation>导入随附模型(&amp;T)</translation>
    </message>
    <message>
        <source>Folder of the model</source>
        <translation>模型所在文件夹</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>The model was imported and sealed.</source>
        <translation>模型已导入并封存。</translation>
    </message>
    <message>
        <source>The starter models were imported and sealed.</source>
        <translation>随附模型已导入并封存。</translation>
    </message>
    <message>
        <source>Changing the model</source>
        <translation>正在切换模型</translation>
    </message>
    <message>
        <source>{title} is in use now.</source>
        <translation>现在使用的是 {title}。</translation>
    </message>
    <message>
        <source>Checking the model</source>
        <translation>正在校验模型</translation>
    </message>
    <message>
        <source>{title} is intact: every sealed byte was checked.</source>
        <translation>{title} 完好：封存文件的每个字节均已校验。</translation>
    </message>
    <message>
        <source>Its sealed files are deleted from the vault.</source>
        <translation>其封存文件将从保险库中删除。</translation>
    </message>
    <message>
        <source>It is the one in use, so this kind of work stops until another model is in use.</source>
        <translation>它正在使用中，删除后相应的工作将停止，直到启用另一个模型。</translation>
    </message>
    <message>
        <source>Remove “{title}”?</source>
        <translation>删除“{title}”？</translation>
    </message>
    <message>
        <source>&amp;Remove the model</source>
        <translation>删除模型(&amp;R)</translation>
    </message>
    <message>
        <source>Removing the model</source>
        <translation>正在删除模型</translation>
    </message>
    <message>
        <source>The model was removed.</source>
        <translation>模型已删除。</translation>
    </message>
</context>
<context>
    <name>NewCaseDialog</name>
    <message>
        <source>New case</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <source>&amp;Make the case</source>
        <translation>创建案件(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Name of the case</source>
        <translation>案件名称(&amp;N)</translation>
    </message>
    <message>
        <source>For example the customer&apos;s name and the matter: “Harbour Bakery, loan”.</source>
        <translation>例如客户名称加事项：“海港面包店，贷款”。</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>NewSecret</name>
    <message>
        <source>New passphrase</source>
        <translation>新口令</translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation>再次输入新口令</translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation>口令强度</translation>
    </message>
    <message>
        <source>&amp;New passphrase</source>
        <translation>新口令(&amp;N)</translation>
    </message>
    <message>
        <source>New passphrase aga&amp;in</source>
        <translation>再次输入新口令(&amp;I)</translation>
    </message>
    <message>
        <source>Four or more words that have nothing to do with each other work best.</source>
        <translation>最好使用四个或更多互不相关的词语。</translation>
    </message>
    <message>
        <source>Too short: at least {count} characters.</source>
        <translation>太短：至少需要 {count} 个字符。</translation>
    </message>
    <message>
        <source>Weak: a computer could guess this.</source>
        <translation>弱：计算机可能猜出这个口令。</translation>
    </message>
    <message>
        <source>Fair: one more word would make it strong.</source>
        <translation>一般：再加一个词就足够强。</translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation>强。</translation>
    </message>
    <message>
        <source>The two are different.</source>
        <translation>两次输入不一致。</translation>
    </message>
</context>
<context>
    <name>OneApplicantPane</name>
    <message>
        <source>Case to keep the result in</source>
        <translation>保存结果的案件</translation>
    </message>
    <message>
        <source>No case</source>
        <translation>不保存到案件</translation>
    </message>
    <message>
        <source>Scor&amp;e</source>
        <translation>评分(&amp;E)</translation>
    </message>
    <message>
        <source>Cle&amp;ar the form</source>
        <translation>清空表单(&amp;A)</translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Keep the res&amp;ult in</source>
        <translation>结果保存到(&amp;U)</translation>
    </message>
    <message>
        <source>No score yet</source>
        <translation>还没有评分</translation>
    </message>
    <message>
        <source>Fill in the form and press Score. The result shows the probability of default, the points with their reasons, and how far the cut-off is away.</source>
        <translation>填写表单后点击“评分”。结果会显示违约概率（PD）、得分及其原因，以及与临界分的差距。</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>正在评分</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+Return</translation>
    </message>
    <message>
        <source>Fill in every field with a number.</source>
        <translation>请在每一项中填写数字。</translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Change the passphrase</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Present passphrase or recovery code</source>
        <translation>当前口令或恢复码</translation>
    </message>
    <message>
        <source>&amp;Change it</source>
        <translation>更改(&amp;C)</translation>
    </message>
    <message>
        <source>Changing the passphrase</source>
        <translation>正在更改口令</translation>
    </message>
    <message>
        <source>P&amp;resent passphrase or recovery code</source>
        <translation>当前口令或恢复码(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation>取消(&amp;E)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation>正在停止…</translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>&amp;Keep it</source>
        <translation>保留(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>I have &amp;written it down</source>
        <translation>我已抄写好(&amp;W)</translation>
    </message>
    <message>
        <source>Write down the recovery code</source>
        <translation>请抄写恢复码</translation>
    </message>
    <message>
        <source>If the passphrase is lost, this code is the only way to open the vault. It is shown once and kept nowhere. Write it on paper and store it where only authorised people can reach it.</source>
        <translation>如果口令丢失，只有用此恢复码才能打开保险库。它只显示这一次，也不会保存在任何地方。请抄写在纸上，存放在只有授权人员才能接触的地方。</translation>
    </message>
    <message>
        <source>&amp;Type the last group of the code</source>
        <translation>输入恢复码的最后一组(&amp;T)</translation>
    </message>
    <message>
        <source>This makes sure that it was written down before it disappears.</source>
        <translation>以确认在恢复码消失之前已经抄写好。</translation>
    </message>
</context>
<context>
    <name>RiskPage</name>
    <message>
        <source>Risk desk</source>
        <translation>信用评分</translation>
    </message>
    <message>
        <source>No risk model in use</source>
        <translation>没有使用中的风险模型</translation>
    </message>
    <message>
        <source>Import a risk model on the Models page, or make one of those there active.</source>
        <translation>请在“模型”页导入风险模型，或启用其中已有的一个。</translation>
    </message>
    <message>
        <source>{title}, version {version}</source>
        <translation>{title}，版本 {version}</translation>
    </message>
    <message>
        <source>&amp;One applicant</source>
        <translation>单笔评分(&amp;O)</translation>
    </message>
    <message>
        <source>A f&amp;ile of applicants</source>
        <translation>批量评分(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Kept scores</source>
        <translation>已保存的评分(&amp;K)</translation>
    </message>
</context>
<context>
    <name>ScoreScale</name>
    <message>
        <source>Scale of points</source>
        <translation>分数标尺</translation>
    </message>
    <message>
        <source>{points} points; the cut-off is {cutoff}.</source>
        <translation>{points} 分；临界分为 {cutoff} 分。</translation>
    </message>
    <message>
        <source>cut-off {points}</source>
        <translation>临界分 {points}</translation>
    </message>
</context>
<context>
    <name>ScoreView</name>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Probability of default</source>
        <translation>违约概率（PD）</translation>
    </message>
    <message>
        <source>Band {band}: {decision}</source>
        <translation>等级 {band}：{decision}</translation>
    </message>
    <message>
        <source>exactly at the cut-off</source>
        <translation>恰好等于临界分</translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) above the cut-off</source>
        <translation>
            <numerusform>高于临界分 %n 分</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) below the cut-off</source>
        <translation>
            <numerusform>低于临界分 %n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>What counted against the applicant</source>
        <translation>对申请人不利的因素</translation>
    </message>
    <message>
        <source>Nothing: every input earned its best points.</source>
        <translation>无：每项指标都得到了最高分。</translation>
    </message>
    <message numerus="yes">
        <source>−%n point(s)</source>
        <translation>
            <numerusform>−%n 分</numerusform>
        </translation>
    </message>
    <message>
        <source>Points of each input</source>
        <translation>各项指标得分</translation>
    </message>
    <message>
        <source>Show as a &amp;table</source>
        <translation>显示为表格(&amp;T)</translation>
    </message>
    <message>
        <source>Filled: points earned, red below zero. Hatched: missing to the best value.</source>
        <translation>实心：所得分数，负分为红色。斜线：与最高分的差距。</translation>
    </message>
    <message>
        <source>Input</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最高分</translation>
    </message>
    <message>
        <source>Show as a char&amp;t</source>
        <translation>显示为图表(&amp;T)</translation>
    </message>
    <message>
        <source>Made by {model} {version} ({digest}).</source>
        <translation>由 {model} {version}（{digest}）评定。</translation>
    </message>
    <message>
        <source>Kept in the case since {time}.</source>
        <translation>于 {time} 保存到案件。</translation>
    </message>
</context>
<context>
    <name>SecretEdit</name>
    <message>
        <source>Show what is typed (Ctrl+T)</source>
        <translation>显示输入内容 (Ctrl+T)</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>As the desktop</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source> min</source>
        <translation> 分钟</translation>
    </message>
    <message>
        <source>automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>Change the &amp;passphrase…</source>
        <translation>更改口令(&amp;P)…</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation>主题(&amp;T)</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>语言(&amp;A)</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Lock &amp;when idle for</source>
        <translation>闲置多久后锁定(&amp;W)</translation>
    </message>
    <message>
        <source>The vault locks when keyboard and mouse rest this long.</source>
        <translation>键盘和鼠标闲置达到此时间后，保险库会自动锁定。</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>The recovery code keeps working.</source>
        <translation>更改后恢复码仍然有效。</translation>
    </message>
    <message>
        <source>Models and documents</source>
        <translation>模型与文档</translation>
    </message>
    <message>
        <source>Process&amp;or threads</source>
        <translation>处理器线程数(&amp;O)</translation>
    </message>
    <message>
        <source>Automatic leaves one core to the desktop.</source>
        <translation>“自动”会为桌面保留一个核心。</translation>
    </message>
    <message>
        <source>Lo&amp;ngest answer</source>
        <translation>最长回答(&amp;N)</translation>
    </message>
    <message>
        <source>In word pieces; a sentence has about 25.</source>
        <translation>以词元计；一句话约 25 个词元。</translation>
    </message>
    <message>
        <source>Passages per &amp;question</source>
        <translation>每个问题的段落数(&amp;Q)</translation>
    </message>
    <message>
        <source>More passages find more and take longer.</source>
        <translation>段落越多，找到的内容越多，用时也越长。</translation>
    </message>
    <message>
        <source>Largest &amp;document</source>
        <translation>最大文档(&amp;D)</translation>
    </message>
    <message>
        <source>Larger files are refused.</source>
        <translation>超过此大小的文件不予接收。</translation>
    </message>
    <message>
        <source>These four take effect when the vault is unlocked the next time.</source>
        <translation>以上四项在下次解锁保险库时生效。</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>任何位置</translation>
    </message>
    <message>
        <source>This list</source>
        <translation>显示此列表</translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation>锁定保险库</translation>
    </message>
    <message>
        <source>Lock the vault and quit</source>
        <translation>锁定保险库并退出</translation>
    </message>
    <message>
        <source>In a passphrase: show or hide what is typed</source>
        <translation>在口令框中：显示或隐藏输入内容</translation>
    </message>
    <message>
        <source>Cases</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Risk desk</source>
        <translation>信用评分</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Next control (Shift+Tab: the one before)</source>
        <translation>下一个控件（Shift+Tab：上一个）</translation>
    </message>
    <message>
        <source>With an underlined letter: that button or field</source>
        <translation>加带下划线的字母：转到对应的按钮或输入框</translation>
    </message>
    <message>
        <source>New case</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <source>Open the selected case</source>
        <translation>打开选中的案件</translation>
    </message>
    <message>
        <source>Remove the selected case or document</source>
        <translation>删除选中的案件或文档</translation>
    </message>
    <message>
        <source>Back to the list of cases</source>
        <translation>返回案件列表</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Next pane: documents, page, questions</source>
        <translation>下一个窗格：文档、页面、提问</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Page before</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>First page</source>
        <translation>第一页</translation>
    </message>
    <message>
        <source>Last page</source>
        <translation>最后一页</translation>
    </message>
    <message>
        <source>Go to a page by its number</source>
        <translation>按页码跳转</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>适合宽度</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Go to the question</source>
        <translation>转到提问框</translation>
    </message>
    <message>
        <source>Ask (Shift+Return: new line)</source>
        <translation>提问（Shift+Return：换行）</translation>
    </message>
    <message>
        <source>Stop writing the answer</source>
        <translation>停止生成回答</translation>
    </message>
    <message>
        <source>Score what is in the form</source>
        <translation>按表单内容评分</translation>
    </message>
</context>
<context>
    <name>SourceChip</name>
    <message>
        <source>{name}, p. {page}</source>
        <translation>{name}，第 {page} 页</translation>
    </message>
    <message>
        <source>Open {name}, page {page}</source>
        <translation>打开 {name} 第 {page} 页</translation>
    </message>
</context>
<context>
    <name>Station</name>
    <message>
        <source>Places</source>
        <translation>导航</translation>
    </message>
    <message>
        <source>&amp;Cases</source>
        <translation>案件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Risk desk</source>
        <translation>评分(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation>模型(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation>设置(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation>锁定(&amp;L)</translation>
    </message>
    <message>
        <source>Lock the vault (Ctrl+L)</source>
        <translation>锁定保险库 (Ctrl+L)</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Vault locked</source>
        <translation>保险库已锁定</translation>
    </message>
    <message>
        <source>Vault open: {name}</source>
        <translation>保险库已打开：{name}</translation>
    </message>
    <message>
        <source>No model loaded</source>
        <translation>未加载模型</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) loaded, {memory}</source>
        <translation>
            <numerusform>已加载 %n 个模型，{memory}</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: {memory}, {fence}</source>
        <translation>{name}：{memory}，{fence}</translation>
    </message>
    <message>
        <source>{names} ({memory})</source>
        <translation>{names}（{memory}）</translation>
    </message>
    <message>
        <source>What the models compute on</source>
        <translation>运行模型的设备</translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) opened</source>
        <translation>
            <numerusform>已建立 %n 个网络连接</numerusform>
        </translation>
    </message>
    <message>
        <source>The program has opened no connection to another computer.</source>
        <translation>程序没有与其他电脑建立任何连接。</translation>
    </message>
    <message>
        <source>No connection opened</source>
        <translation>无网络连接</translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Vault folder</source>
        <translation>保险库文件夹</translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>口令或恢复码</translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>Make a &amp;new vault…</source>
        <translation>新建保险库(&amp;N)…</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>正在解锁</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Passphrase lost? Type the recovery code here instead.</source>
        <translation>口令丢失？可在此输入恢复码。</translation>
    </message>
    <message>
        <source>&amp;Vault folder</source>
        <translation>保险库文件夹(&amp;V)</translation>
    </message>
    <message>
        <source>F1 lists all keyboard shortcuts.</source>
        <translation>按 F1 查看全部键盘快捷键。</translation>
    </message>
    <message>
        <source>The vault is locked. What was running has been stopped.</source>
        <translation>保险库已锁定，正在运行的任务已停止。</translation>
    </message>
    <message>
        <source>There is no vault in this folder yet. Make a new one, or choose another.</source>
        <translation>此文件夹中还没有保险库。请新建一个，或选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>This file was not read</source>
        <translation>此文件未能读取</translation>
    </message>
    <message>
        <source>No page to show</source>
        <translation>没有可显示的页面</translation>
    </message>
    <message>
        <source>Choose a document on the left, or a source under an answer on the right.</source>
        <translation>请在左侧选择文档，或在右侧点击回答下方的引用。</translation>
    </message>
    <message>
        <source>Page {page} of {count} of {name}</source>
        <translation>{name}，第 {page} 页，共 {count} 页</translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Page number</source>
        <translation>页码</translation>
    </message>
    <message>
        <source>Go to a page by its number (Ctrl+G)</source>
        <translation>按页码跳转 (Ctrl+G)</translation>
    </message>
    <message>
        <source>Page before (Page Up)</source>
        <translation>上一页 (Page Up)</translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation>下一页 (Page Down)</translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation>缩小 (Ctrl+-)</translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation>放大 (Ctrl++)</translation>
    </message>
    <message>
        <source>Fit the width (Ctrl+0)</source>
        <translation>适合宽度 (Ctrl+0)</translation>
    </message>
    <message>
        <source>Show the page as text</source>
        <translation>以文本显示页面</translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation>/ {count} 页</translation>
    </message>
    <message>
        <source>fits the width</source>
        <translation>已适合宽度</translation>
    </message>
</context>
<context>
    <name>WorkspacePage</name>
    <message>
        <source>&amp;All cases</source>
        <translation>全部案件(&amp;A)</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>Written by the model and found in the cited place.</source>
        <translation>由模型撰写，并已在引用处核实。</translation>
    </message>
    <message>
        <source>Stands under: {place}.</source>
        <translation>所在位置：{place}。</translation>
    </message>
    <message>
        <source>The figure for {year} is {figure}.</source>
        <translation>{year} 年的数值为 {figure}。</translation>
    </message>
    <message>
        <source>Gives another figure than the first quotation.</source>
        <translation>与第一处引文的数值不一致。</translation>
    </message>
    <message>
        <source>This only repeats the question.</source>
        <translation>这只是重复了问题。</translation>
    </message>
    <message>
        <source>Nothing that was found speaks of: {words}.</source>
        <translation>检索到的内容均未提及：{words}。</translation>
    </message>
    <message>
        <source>Nothing in the file was found to say this.</source>
        <translation>文件中未找到这样的说法。</translation>
    </message>
    <message>
        <source>The file does not say this of: {words}.</source>
        <translation>文件对以下内容没有这样的说法：{words}。</translation>
    </message>
    <message>
        <source>The file does not say this in these words.</source>
        <translation>文件中没有这样的表述。</translation>
    </message>
    <message>
        <source>The nearest place in the file is about something else.</source>
        <translation>文件中最接近的内容说的是另一件事。</translation>
    </message>
    <message>
        <source>The file may say the opposite; read the quotation.</source>
        <translation>文件的说法可能正好相反，请阅读引文。</translation>
    </message>
    <message>
        <source>The file may set the limit the other way round; read the quotation.</source>
        <translation>文件规定的限额方向可能相反，请阅读引文。</translation>
    </message>
    <message>
        <source>This does not answer the question.</source>
        <translation>这没有回答问题。</translation>
    </message>
    <message>
        <source>The first quotation says something else; read it.</source>
        <translation>第一处引文的说法不同，请阅读引文。</translation>
    </message>
    <message>
        <source>another language model</source>
        <translation>语言模型不同</translation>
    </message>
    <message>
        <source>another embedding model</source>
        <translation>检索模型不同</translation>
    </message>
    <message>
        <source>another version of the prompt</source>
        <translation>提示词版本不同</translation>
    </message>
    <message>
        <source>another calibration</source>
        <translation>校准参数不同</translation>
    </message>
    <message>
        <source>another build of the engine</source>
        <translation>引擎版本不同</translation>
    </message>
    <message>
        <source>other passages: a document was changed or removed</source>
        <translation>段落不同：有文档被更改或删除</translation>
    </message>
    <message>
        <source>the model wrote another draft</source>
        <translation>模型写出了不同的草稿</translation>
    </message>
    <message>
        <source>“answered” became “not found”</source>
        <translation>由“已回答”变为“未找到”</translation>
    </message>
    <message>
        <source>“not found” became “answered”</source>
        <translation>由“未找到”变为“已回答”</translation>
    </message>
    <message>
        <source>other sentences or citations</source>
        <translation>句子或引用不同</translation>
    </message>
    <message>
        <source>{label}: {value} is below the range of the training data ({low} to {high}), so the score is less certain.</source>
        <translation>{label}：{value} 低于训练数据的范围（{low} 至 {high}），因此评分的可靠性较低。</translation>
    </message>
    <message>
        <source>{label}: {value} is above the range of the training data ({low} to {high}), so the score is less certain.</source>
        <translation>{label}：{value} 高于训练数据的范围（{low} 至 {high}），因此评分的可靠性较低。</translation>
    </message>
    <message>
        <source>{label} is missing</source>
        <translation>缺少“{label}”</translation>
    </message>
    <message>
        <source>{label} is not a number</source>
        <translation>“{label}”不是数字</translation>
    </message>
    <message>
        <source>{label} is not a plain number; write it without thousands separators and with a decimal point</source>
        <translation>“{label}”不是普通数字；请不要使用千位分隔符，小数点请用英文句点</translation>
    </message>
    <message>
        <source>{label} is too large to be a number</source>
        <translation>“{label}”过大，无法作为数字</translation>
    </message>
    <message>
        <source>{label} must be a whole number</source>
        <translation>“{label}”必须是整数</translation>
    </message>
    <message>
        <source>{label} cannot be negative</source>
        <translation>“{label}”不能为负数</translation>
    </message>
    <message>
        <source>{label} is too large to be true</source>
        <translation>“{label}”过大，不可能属实</translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Choose another folder, or make a new vault there.</source>
        <translation>请选择其他文件夹，或在该处新建保险库。</translation>
    </message>
    <message>
        <source>Import one on the Models page, then make it the one in use.</source>
        <translation>请在“模型”页导入一个模型，然后启用它。</translation>
    </message>
    <message>
        <source>Show this message to your administrator.</source>
        <translation>请将此消息出示给管理员。</translation>
    </message>
    <message>
        <source>Ask your administrator to finish the installation.</source>
        <translation>请联系管理员完成安装。</translation>
    </message>
    <message>
        <source>Look at the list of documents of this case.</source>
        <translation>请查看本案件的文档列表。</translation>
    </message>
    <message>
        <source>Go back to the list of cases.</source>
        <translation>请返回案件列表。</translation>
    </message>
    <message>
        <source>Add the columns; the form on this page lists what the model needs.</source>
        <translation>请补充这些列；本页的表单列出了模型所需的指标。</translation>
    </message>
    <message>
        <source>There is no answer {number} in this case.</source>
        <translation>本案件中没有编号为 {number} 的回答。</translation>
    </message>
    <message>
        <source>List the conversation; answers of other cases are not shown here.</source>
        <translation>请查看问答记录；其他案件的回答不在此显示。</translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation>出现了问题。</translation>
    </message>
    <message>
        <source>Try again; if it happens again, send the log to your administrator.</source>
        <translation>请重试；如果再次出现，请将日志发送给管理员。</translation>
    </message>
    <message>
        <source>The audit log was changed at entry {entry}: {why}.</source>
        <translation>审计日志在第 {entry} 条处被更改：{why}。</translation>
    </message>
    <message>
        <source>Keep this vault as it is, and report this to your auditor.</source>
        <translation>请保持此保险库原样，并向审计人员报告。</translation>
    </message>
    <message>
        <source>{what} cannot be used: {why}.</source>
        <translation>{what} 无法使用：{why}。</translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation>请更正后重试。</translation>
    </message>
    <message>
        <source>The case “{name}” has no document that can be searched yet.</source>
        <translation>案件“{name}”中还没有可检索的文档。</translation>
    </message>
    <message>
        <source>Add documents first, or wait until they are read.</source>
        <translation>请先添加文档，或等待文档读取完成。</translation>
    </message>
    <message>
        <source>There is already a case “{name}”.</source>
        <translation>已有名为“{name}”的案件。</translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation>请换一个名称。</translation>
    </message>
    <message>
        <source>There is no case “{name}”.</source>
        <translation>没有名为“{name}”的案件。</translation>
    </message>
    <message>
        <source>List the cases with “cofferdam case list”.</source>
        <translation>可用“cofferdam case list”列出案件。</translation>
    </message>
    <message>
        <source>The {kind} process did not answer within {limit_s} s and was stopped.</source>
        <translation>{kind} 进程在 {limit_s} 秒内没有响应，已被停止。</translation>
    </message>
    <message>
        <source>Try again; if the document or model causes it each time, leave it out.</source>
        <translation>请重试；如果每次都由同一文档或模型引起，请不要使用它。</translation>
    </message>
    <message>
        <source>The encryption library is missing, so the vault stays closed.</source>
        <translation>缺少加密库，因此保险库保持关闭。</translation>
    </message>
    <message>
        <source>Reinstall the program; it never falls back to an unencrypted database.</source>
        <translation>请重新安装程序；程序绝不会改用未加密的数据库。</translation>
    </message>
    <message>
        <source>The file “{name}” lacks these columns: {columns}.</source>
        <translation>文件“{name}”缺少以下列：{columns}。</translation>
    </message>
    <message>
        <source>Add the columns; “cofferdam models show” lists what the model needs.</source>
        <translation>请补充这些列；“cofferdam models show”会列出模型所需的内容。</translation>
    </message>
    <message>
        <source>The text needs {needed} tokens but the model reads at most {limit}.</source>
        <translation>文本需要 {needed} 个词元，但模型最多只能读取 {limit} 个。</translation>
    </message>
    <message>
        <source>Ask about fewer passages, or use a model with a longer context.</source>
        <translation>请减少段落数，或使用一次可读更多内容的模型。</translation>
    </message>
    <message>
        <source>The file “{name}” is not a table that can be scored: {why}.</source>
        <translation>文件“{name}”不是可评分的表格：{why}。</translation>
    </message>
    <message>
        <source>Save it as CSV with a header line and commas or semicolons.</source>
        <translation>请另存为带标题行、以逗号或分号分隔的 CSV 文件。</translation>
    </message>
    <message>
        <source>The disk is full, so “{name}” was not saved.</source>
        <translation>磁盘已满，“{name}”未能保存。</translation>
    </message>
    <message>
        <source>Free some space and repeat the step; what was saved before is intact.</source>
        <translation>请释放一些空间后重做这一步；之前保存的内容完好无损。</translation>
    </message>
    <message>
        <source>The window cannot be opened: {why}.</source>
        <translation>无法打开窗口：{why}。</translation>
    </message>
    <message>
        <source>Start it on a desktop, or use the commands instead; “cofferdam demo” shows them at work.</source>
        <translation>请在图形桌面上启动，或改用命令；“cofferdam demo”会演示命令的用法。</translation>
    </message>
    <message>
        <source>“{name}” has no text that can be read.</source>
        <translation>“{name}”中没有可读取的文字。</translation>
    </message>
    <message>
        <source>It may be a scan; text recognition is not part of this release.</source>
        <translation>它可能是扫描件；本版本不含文字识别功能。</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password.</source>
        <translation>“{name}”受密码保护。</translation>
    </message>
    <message>
        <source>Save a copy without the password and add that.</source>
        <translation>请另存一份无密码的副本，再添加该副本。</translation>
    </message>
    <message>
        <source>“{name}” is too large: {why}.</source>
        <translation>“{name}”太大：{why}。</translation>
    </message>
    <message>
        <source>Split it into smaller files.</source>
        <translation>请拆分成较小的文件。</translation>
    </message>
    <message>
        <source>“{name}” is not a kind of file that can be read ({why}).</source>
        <translation>“{name}”不是可读取的文件类型（{why}）。</translation>
    </message>
    <message>
        <source>Add it as PDF, DOCX, XLSX, CSV, TXT or MD.</source>
        <translation>请以 PDF、DOCX、XLSX、CSV、TXT 或 MD 格式添加。</translation>
    </message>
    <message>
        <source>There is no document “{name}” in this case.</source>
        <translation>本案件中没有文档“{name}”。</translation>
    </message>
    <message>
        <source>List the documents with “cofferdam case show”.</source>
        <translation>可用“cofferdam case show”列出文档。</translation>
    </message>
    <message>
        <source>“{name}” cannot be read: {why}.</source>
        <translation>无法读取“{name}”：{why}。</translation>
    </message>
    <message>
        <source>Open it in the program that made it and save it again, then add it again.</source>
        <translation>请用创建它的程序打开并重新保存，然后再次添加。</translation>
    </message>
    <message>
        <source>The language engine is not installed: {why}.</source>
        <translation>语言模型引擎未安装：{why}。</translation>
    </message>
    <message>
        <source>Run “make run” once; it builds the engine.</source>
        <translation>请运行一次“make run”来构建引擎。</translation>
    </message>
    <message>
        <source>The file “{name}” cannot be read: {why}.</source>
        <translation>无法读取文件“{name}”：{why}。</translation>
    </message>
    <message>
        <source>Check that the file exists and that you may open it.</source>
        <translation>请确认文件存在，并且您有权打开它。</translation>
    </message>
    <message>
        <source>The folder “{name}” cannot be written.</source>
        <translation>无法写入文件夹“{name}”。</translation>
    </message>
    <message>
        <source>Ask your administrator for write access, or choose another folder.</source>
        <translation>请向管理员申请写入权限，或选择其他文件夹。</translation>
    </message>
    <message>
        <source>The vault&apos;s header is damaged: {why}.</source>
        <translation>保险库的头文件已损坏：{why}。</translation>
    </message>
    <message>
        <source>Restore header.json from a backup. Your data is still in the folder; do not delete it.</source>
        <translation>请从备份恢复 header.json。您的数据仍在文件夹中，请勿删除。</translation>
    </message>
    <message>
        <source>The case was indexed with another embedding model ({found}).</source>
        <translation>此案件的索引是用另一个嵌入模型（{found}）建立的。</translation>
    </message>
    <message>
        <source>Activate that model again, or add the documents again.</source>
        <translation>请重新启用该模型，或重新添加文档。</translation>
    </message>
    <message>
        <source>The model&apos;s description cannot be used: {why}.</source>
        <translation>模型的说明文件无法使用：{why}。</translation>
    </message>
    <message>
        <source>Ask for a corrected model; nothing was imported.</source>
        <translation>请索取更正后的模型；未导入任何内容。</translation>
    </message>
    <message>
        <source>Model {name} {version} is already in the vault.</source>
        <translation>模型 {name} {version} 已在保险库中。</translation>
    </message>
    <message>
        <source>Remove it first, or import another version.</source>
        <translation>请先将其删除，或导入其他版本。</translation>
    </message>
    <message>
        <source>The model “{name}” cannot be loaded: {why}.</source>
        <translation>无法加载模型“{name}”：{why}。</translation>
    </message>
    <message>
        <source>Verify the model; if it is intact, this machine or release cannot run it.</source>
        <translation>请校验该模型；如果它完好，则说明本机或本版本无法运行它。</translation>
    </message>
    <message>
        <source>The model stopped ({why}); it was restarted.</source>
        <translation>模型意外停止（{why}），已重新启动。</translation>
    </message>
    <message>
        <source>Ask again. If it stops again, verify the model on the Models page.</source>
        <translation>请重新提问。如果再次停止，请在“模型”页校验该模型。</translation>
    </message>
    <message>
        <source>There is no {what} in this vault.</source>
        <translation>此保险库中没有 {what}。</translation>
    </message>
    <message>
        <source>Import one with “cofferdam models import”, then activate it.</source>
        <translation>请用“cofferdam models import”导入一个，然后启用它。</translation>
    </message>
    <message>
        <source>Your role does not allow this: {action}.</source>
        <translation>您的角色无权执行此操作：{action}。</translation>
    </message>
    <message>
        <source>Ask someone whose role allows it.</source>
        <translation>请联系有此权限的人员。</translation>
    </message>
    <message>
        <source>This machine cannot fence in the {kind} process: {why}.</source>
        <translation>本机无法隔离 {kind} 进程：{why}。</translation>
    </message>
    <message>
        <source>Run “cofferdam doctor” and show its result to your administrator.</source>
        <translation>请运行“cofferdam doctor”，并将结果出示给管理员。</translation>
    </message>
    <message>
        <source>The database in this vault is not encrypted, so it was put there by something else.</source>
        <translation>此保险库中的数据库未加密，说明它并非由本程序放入。</translation>
    </message>
    <message>
        <source>Do not use it. Restore the vault from a backup and report this.</source>
        <translation>请勿使用。请从备份恢复保险库，并报告此情况。</translation>
    </message>
    <message>
        <source>There is not enough memory for “{name}”.</source>
        <translation>内存不足，无法运行“{name}”。</translation>
    </message>
    <message>
        <source>Close other programs, or use a smaller model.</source>
        <translation>请关闭其他程序，或使用较小的模型。</translation>
    </message>
    <message>
        <source>“{name}” was changed or cut after it was sealed ({why}).</source>
        <translation>“{name}”在封存后被更改或截断（{why}）。</translation>
    </message>
    <message>
        <source>Remove it and import it again from its source.</source>
        <translation>请将其删除，并从原始来源重新导入。</translation>
    </message>
    <message>
        <source>“{name}” has no page {page}.</source>
        <translation>“{name}”没有第 {page} 页。</translation>
    </message>
    <message>
        <source>Choose a page between 1 and {pages}.</source>
        <translation>请选择 1 到 {pages} 之间的页码。</translation>
    </message>
    <message>
        <source>The {kind} process answered in an unexpected way and was stopped.</source>
        <translation>{kind} 进程的响应异常，已被停止。</translation>
    </message>
    <message>
        <source>Repeat the step; if it happens again, report it with the log.</source>
        <translation>请重做这一步；如果再次出现，请连同日志一起报告。</translation>
    </message>
    <message>
        <source>Line {line} of “{name}” cannot be used: {why}.</source>
        <translation>“{name}”的第 {line} 行无法使用：{why}。</translation>
    </message>
    <message>
        <source>Each line is one JSON object; see docs/formats/command-line.md.</source>
        <translation>每行应为一个 JSON 对象；参见 docs/formats/command-line.md。</translation>
    </message>
    <message>
        <source>{what} cannot be scored: {why}.</source>
        <translation>{what} 无法评分：{why}。</translation>
    </message>
    <message>
        <source>Correct the value and score again.</source>
        <translation>请更正数值后重新评分。</translation>
    </message>
    <message>
        <source>“{name}” is not a sealed file that this release can read.</source>
        <translation>“{name}”不是本版本可读取的封存文件。</translation>
    </message>
    <message>
        <source>Use a newer release, or import the file again.</source>
        <translation>请使用更新的版本，或重新导入该文件。</translation>
    </message>
    <message>
        <source>The settings file “{name}” cannot be used: {why}.</source>
        <translation>设置文件“{name}”无法使用：{why}。</translation>
    </message>
    <message>
        <source>Correct the file, or remove it to return to the defaults.</source>
        <translation>请更正该文件，或将其删除以恢复默认设置。</translation>
    </message>
    <message>
        <source>{failed} of {total} files were not added.</source>
        <translation>{total} 个文件中有 {failed} 个未添加。</translation>
    </message>
    <message>
        <source>The reasons are listed above; the other files are in the case.</source>
        <translation>原因已在上方列出；其余文件已加入案件。</translation>
    </message>
    <message>
        <source>{failed} rows were not scored.</source>
        <translation>有 {failed} 行未评分。</translation>
    </message>
    <message>
        <source>The reasons are listed; correct those rows and score them again.</source>
        <translation>原因已列出；请更正这些行后重新评分。</translation>
    </message>
    <message>
        <source>The vault is open in another program.</source>
        <translation>保险库已在另一个程序中打开。</translation>
    </message>
    <message>
        <source>Close the other window or command, then try again.</source>
        <translation>请关闭另一个窗口或命令，然后重试。</translation>
    </message>
    <message>
        <source>The vault&apos;s data is damaged: {why}.</source>
        <translation>保险库的数据已损坏：{why}。</translation>
    </message>
    <message>
        <source>Restore the vault from a backup. Nothing was deleted.</source>
        <translation>请从备份恢复保险库。未删除任何内容。</translation>
    </message>
    <message>
        <source>The folder “{folder}” is not empty, so no new vault is made in it.</source>
        <translation>文件夹“{folder}”不为空，因此没有在其中新建保险库。</translation>
    </message>
    <message>
        <source>Choose an empty folder; nothing was changed.</source>
        <translation>请选择空文件夹；未更改任何内容。</translation>
    </message>
    <message>
        <source>The vault is locked.</source>
        <translation>保险库已锁定。</translation>
    </message>
    <message>
        <source>Unlock it and repeat the step.</source>
        <translation>请解锁后重做这一步。</translation>
    </message>
    <message>
        <source>There is no vault in “{folder}”.</source>
        <translation>“{folder}”中没有保险库。</translation>
    </message>
    <message>
        <source>Check the folder, or make a new vault there with “cofferdam init”.</source>
        <translation>请检查文件夹，或用“cofferdam init”在该处新建保险库。</translation>
    </message>
    <message>
        <source>This vault was written by a newer release (format {found}, this one reads {known}).</source>
        <translation>此保险库由更新的版本写入（格式 {found}，本版本可读取 {known}）。</translation>
    </message>
    <message>
        <source>Open it with the newer release.</source>
        <translation>请用更新的版本打开。</translation>
    </message>
    <message>
        <source>The file “{name}” is not the one the model&apos;s description names.</source>
        <translation>文件“{name}”与模型说明文件中指定的文件不符。</translation>
    </message>
    <message>
        <source>Copy the model again from its source; do not use this copy.</source>
        <translation>请从原始来源重新复制模型；请勿使用此副本。</translation>
    </message>
    <message>
        <source>This passphrase does not open the vault.</source>
        <translation>此口令无法打开保险库。</translation>
    </message>
    <message>
        <source>Check capitals and the keyboard layout, or use the recovery code.</source>
        <translation>请检查大小写和键盘布局，或使用恢复码。</translation>
    </message>
</context>
<context>
    <name>packs</name>
    <message>
        <source>all-MiniLM-L6-v2</source>
        <translation>all-MiniLM-L6-v2</translation>
    </message>
    <message>
        <source>Turns a passage of English text into 384 numbers, so that passages of like meaning are found even when they share no word.</source>
        <translation>把一段英文文本转换为 384 个数值，使含义相近的段落即使没有相同的词也能被找到。</translation>
    </message>
    <message>
        <source>Card default next month, points scorecard</source>
        <translation>信用卡次月违约积分卡</translation>
    </message>
    <message>
        <source>Behavioural score for existing card customers (Taiwan, 2005): probability of default in the next month from six months of payment history and the credit limit. Not an application score. Sex, education, marital status and age are not used.</source>
        <translation>针对存量信用卡客户的行为评分（台湾，2005 年）：根据六个月的还款记录和信用额度估计次月违约概率。并非申请评分。不使用性别、教育程度、婚姻状况和年龄。</translation>
    </message>
    <message>
        <source>Default on the card payment of the next month</source>
        <translation>次月信用卡还款违约</translation>
    </message>
    <message>
        <source>accept</source>
        <translation>通过</translation>
    </message>
    <message>
        <source>refer</source>
        <translation>转人工审核</translation>
    </message>
    <message>
        <source>decline</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Credit limit</source>
        <translation>信用额度</translation>
    </message>
    <message>
        <source>The limit of the card, with its supplementary cards.</source>
        <translation>主卡及附属卡的额度。</translation>
    </message>
    <message>
        <source>NT$</source>
        <translation>新台币元</translation>
    </message>
    <message>
        <source>The credit limit is below the level that scores best.</source>
        <translation>信用额度低于得分最高的水平。</translation>
    </message>
    <message>
        <source>Months behind, latest month</source>
        <translation>最近一个月的逾期月数</translation>
    </message>
    <message>
        <source>Repayment status of the latest month: 0 or below = no delay (-2 card not used, -1 paid in full, 0 at least the minimum paid), 1 = one month behind, and so on.</source>
        <translation>最近一个月的还款状态：0 及以下表示未逾期（-2 未用卡，-1 全额还清，0 至少还了最低还款额），1 表示逾期一个月，依此类推。</translation>
    </message>
    <message>
        <source>months</source>
        <translation>个月</translation>
    </message>
    <message>
        <source>The latest payment is behind.</source>
        <translation>最近一期还款逾期。</translation>
    </message>
    <message>
        <source>Months behind, 2 months earlier</source>
        <translation>两个月前的逾期月数</translation>
    </message>
    <message>
        <source>Repayment status two months before the latest, same codes.</source>
        <translation>最近一个月之前第二个月的还款状态，编码相同。</translation>
    </message>
    <message>
        <source>The payment two months before the latest was behind.</source>
        <translation>两个月前的还款逾期。</translation>
    </message>
    <message>
        <source>Months behind, 3 months earlier</source>
        <translation>三个月前的逾期月数</translation>
    </message>
    <message>
        <source>Repayment status three months before the latest, same codes.</source>
        <translation>最近一个月之前第三个月的还款状态，编码相同。</translation>
    </message>
    <message>
        <source>The payment three months before the latest was behind.</source>
        <translation>三个月前的还款逾期。</translation>
    </message>
    <message>
        <source>Months behind, 4 months earlier</source>
        <translation>四个月前的逾期月数</translation>
    </message>
    <message>
        <source>Repayment status four months before the latest, same codes.</source>
        <translation>最近一个月之前第四个月的还款状态，编码相同。</translation>
    </message>
    <message>
        <source>The payment four months before the latest was behind.</source>
        <translation>四个月前的还款逾期。</translation>
    </message>
    <message>
        <source>Months behind, 5 months earlier</source>
        <translation>五个月前的逾期月数</translation>
    </message>
    <message>
        <source>Repayment status five months before the latest, same codes.</source>
        <translation>最近一个月之前第五个月的还款状态，编码相同。</translation>
    </message>
    <message>
        <source>The payment five months before the latest was behind.</source>
        <translation>五个月前的还款逾期。</translation>
    </message>
    <message>
        <source>Amount paid, latest month</source>
        <translation>最近一个月的还款额</translation>
    </message>
    <message>
        <source>What the customer paid in the latest month.</source>
        <translation>客户最近一个月的还款金额。</translation>
    </message>
    <message>
        <source>The amount paid in the latest month is below the level that scores best.</source>
        <translation>最近一个月的还款额低于得分最高的水平。</translation>
    </message>
    <message>
        <source>Amount paid, 1 month earlier</source>
        <translation>一个月前的还款额</translation>
    </message>
    <message>
        <source>What the customer paid one month before the latest.</source>
        <translation>客户在一个月前的还款金额。</translation>
    </message>
    <message>
        <source>The amount paid one month before the latest is below the level that scores best.</source>
        <translation>一个月前的还款额低于得分最高的水平。</translation>
    </message>
    <message>
        <source>Amount paid, 2 months earlier</source>
        <translation>两个月前的还款额</translation>
    </message>
    <message>
        <source>What the customer paid two months before the latest.</source>
        <translation>客户在两个月前的还款金额。</translation>
    </message>
    <message>
        <source>The amount paid two months before the latest is below the level that scores best.</source>
        <translation>两个月前的还款额低于得分最高的水平。</translation>
    </message>
    <message>
        <source>Amount paid, 3 months earlier</source>
        <translation>三个月前的还款额</translation>
    </message>
    <message>
        <source>What the customer paid three months before the latest.</source>
        <translation>客户在三个月前的还款金额。</translation>
    </message>
    <message>
        <source>The amount paid three months before the latest is below the level that scores best.</source>
        <translation>三个月前的还款额低于得分最高的水平。</translation>
    </message>
    <message>
        <source>SmolLM2 135M Instruct</source>
        <translation>SmolLM2 135M Instruct</translation>
    </message>
    <message>
        <source>A small general model for trying the program out. English. It copies better than it reasons: rely on its citations, and use a larger model for real work.</source>
        <translation>供试用本程序的小型通用模型，仅支持英文。它擅长摘录而不擅长推理：请以引用为准，正式工作请使用更大的模型。</translation>
    </message>
</context>
<context>
    <name>score_columns</name>
    <message>
        <source>Points</source>
        <translation>得分</translation>
    </message>
    <message>
        <source>Band</source>
        <translation>等级</translation>
    </message>
    <message>
        <source>Decision</source>
        <translation>审批结论</translation>
    </message>
    <message>
        <source>Default risk</source>
        <translation>违约概率（PD）</translation>
    </message>
    <message>
        <source>Strongest reason against</source>
        <translation>最主要的不利因素</translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation>正在建立索引</translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>Searching the documents</source>
        <translation>正在检索文档</translation>
    </message>
    <message>
        <source>Writing the answer</source>
        <translation>正在撰写回答</translation>
    </message>
    <message>
        <source>Adding documents</source>
        <translation>正在添加文档</translation>
    </message>
    <message>
        <source>Reading the passages</source>
        <translation>正在阅读段落</translation>
    </message>
    <message>
        <source>Checking the answer against the pages</source>
        <translation>正在对照原文核对答案</translation>
    </message>
    <message>
        <source>Comparing</source>
        <translation>正在比较</translation>
    </message>
    <message>
        <source>Sealing the model</source>
        <translation>正在封存模型</translation>
    </message>
    <message>
        <source>Checking the model</source>
        <translation>正在校验模型</translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation>正在评分</translation>
    </message>
    <message>
        <source>Writing the result</source>
        <translation>正在写入结果</translation>
    </message>
    <message>
        <source>Keeping the scores</source>
        <translation>正在保存评分</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>reading</source>
        <translation>读取中</translation>
    </message>
    <message>
        <source>indexing</source>
        <translation>索引中</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>not read</source>
        <translation>未能读取</translation>
    </message>
    <message>
        <source>already in this case</source>
        <translation>已在本案件中</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Writes answers</source>
        <translation>撰写回答</translation>
    </message>
    <message>
        <source>Finds passages</source>
        <translation>检索段落</translation>
    </message>
    <message>
        <source>Scores applicants</source>
        <translation>申请人评分</translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation>{seconds} 秒</translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation>{minutes} 分钟</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
</context>
</TS>
