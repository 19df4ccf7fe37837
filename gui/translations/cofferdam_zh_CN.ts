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
    <name>AdministrationPage</name>
    <message>
        <source>Administration</source>
        <translation>管理</translation>
    </message>
    <message>
        <source>Users and &amp;keys</source>
        <translation>用户与密钥(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Backups</source>
        <translation>备份(&amp;B)</translation>
    </message>
    <message>
        <source>Limits in reviews</source>
        <translation>审查权限</translation>
    </message>
    <message>
        <source>Keeping an&amp;d deleting</source>
        <translation>保留与删除(&amp;D)</translation>
    </message>
    <message>
        <source>Us&amp;age</source>
        <translation>使用情况(&amp;A)</translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>How this answer was made</source>
        <translation>此回答如何得出</translation>
    </message>
    <message>
        <source>Kind of question: {kind}</source>
        <translation>问题类型：{kind}</translation>
    </message>
    <message numerus="yes">
        <source>%n places</source>
        <translation>
            <numerusform>%n 处</numerusform>
        </translation>
    </message>
    <message>
        <source>Marks every place of the answer; F3 goes to the next one.</source>
        <translation>标出回答依据的每一处；按 F3 转到下一处。</translation>
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
        <source>The model was given the whole document; these parts of it fit best</source>
        <translation>模型读了整份文件；下面是其中最相关的部分</translation>
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
    <message numerus="yes">
        <source>Computed together with the other questions of a list of %n</source>
        <translation>
            <numerusform>与一份 %n 个问题的清单一起计算</numerusform>
        </translation>
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
        <source>The same answer came out again, word for word ({remarks}).</source>
        <translation>再次得出逐字相同的答案（{remarks}）。</translation>
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
    <name>ArrangedList</name>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
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
        <source>Se&amp;veral…</source>
        <translation>多个(&amp;V)…</translation>
    </message>
    <message>
        <source>Ask a list of questions: a document is read once for all of them.</source>
        <translation>提一组问题：同一份文件只需读一遍。</translation>
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
    <name>AuditFilter</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>case, model or pack</source>
        <translation>案件、模型或模型包</translation>
    </message>
    <message>
        <source>Sho&amp;w</source>
        <translation>显示(&amp;W)</translation>
    </message>
    <message>
        <source>C&amp;lear</source>
        <translation>清除(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Event</source>
        <translation>事件(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Person</source>
        <translation>人员(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Object</source>
        <translation>对象(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;From</source>
        <translation>起始日期(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;To</source>
        <translation>截止日期(&amp;T)</translation>
    </message>
</context>
<context>
    <name>AuditPage</name>
    <message>
        <source>Audit record</source>
        <translation>审计记录</translation>
    </message>
    <message>
        <source>&amp;Entries</source>
        <translation>记录条目(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Whole and signed</source>
        <translation>完整性与签名(&amp;W)</translation>
    </message>
</context>
<context>
    <name>AwayPage</name>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>密钥文件(&amp;K)</translation>
    </message>
    <message>
        <source>Only if your passphrase needs one.</source>
        <translation>仅当您的口令需要时才填。</translation>
    </message>
    <message>
        <source>&amp;Stop the run and lock the vault</source>
        <translation>停止运行并锁定保险库(&amp;S)</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>The screen is locked, and a run goes on</source>
        <translation>屏幕已锁定，批量运行仍在继续</translation>
    </message>
    <message>
        <source>The vault stays open for this run alone, and locks when it has ended. Whoever began it comes back with their passphrase.</source>
        <translation>保险库仅为此次运行保持打开，运行结束后即锁定。启动运行的人可用自己的口令返回。</translation>
    </message>
    <message>
        <source>Of {name}.</source>
        <translation>{name} 的口令。</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
</context>
<context>
    <name>BackupsPage</name>
    <message>
        <source>Make a &amp;backup…</source>
        <translation>进行备份(&amp;B)…</translation>
    </message>
    <message>
        <source>Only what &amp;changed since…</source>
        <translation>增量备份(&amp;C)…</translation>
    </message>
    <message>
        <source>Choose an earlier backup; keep both in the same folder.</source>
        <translation>请选择较早的备份，并将两者放在同一文件夹中。</translation>
    </message>
    <message>
        <source>&amp;Try a backup…</source>
        <translation>演练恢复(&amp;T)…</translation>
    </message>
    <message>
        <source>To bring a vault back, lock this one and choose “Restore a backup…” where the vault is opened.</source>
        <translation>如需恢复保险库，请先锁定当前保险库，然后在解锁界面选择“恢复备份…”。</translation>
    </message>
    <message>
        <source>Write a backup</source>
        <translation>写入备份</translation>
    </message>
    <message>
        <source>One encrypted file with the whole vault. It opens with the same passphrases and recovery codes. You can go on working meanwhile. Keep it on another medium.</source>
        <translation>整个保险库写入一个加密文件，使用相同的口令和恢复码打开。备份期间可以继续工作。请存放在另一介质上。</translation>
    </message>
    <message>
        <source>Try a backup</source>
        <translation>恢复演练</translation>
    </message>
    <message>
        <source>A backup that was never restored is a hope. This restores one into a temporary folder, reads all of it and deletes it again. Your vault is not touched.</source>
        <translation>从未恢复过的备份并不可靠。演练会把备份恢复到临时文件夹，读取全部内容后再删除，不会影响您的保险库。</translation>
    </message>
    <message>
        <source>Earlier backup</source>
        <translation>较早的备份</translation>
    </message>
    <message>
        <source>New backup</source>
        <translation>新备份</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Written: {file}, {size}; {new} of it are new.</source>
        <translation>已写入：{file}，{size}，其中新增 {new}。</translation>
    </message>
    <message>
        <source>Backup to try</source>
        <translation>用于演练的备份</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>The backup is good: {size} restored, {entries} entries of the record</source>
        <translation>备份可用：已恢复 {size}，审计记录 {entries} 条</translation>
    </message>
    <message>
        <source>, {cases} cases read.</source>
        <translation>，已读取 {cases} 个案件。</translation>
    </message>
    <message>
        <source>. Cases were not opened: your role may not read them.</source>
        <translation>。未打开案件：您的角色无权读取。</translation>
    </message>
</context>
<context>
    <name>BatchDialog</name>
    <message>
        <source>Review many cases</source>
        <translation>批量审查案件</translation>
    </message>
    <message>
        <source>&amp;Begin</source>
        <translation>开始(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Checklist</source>
        <translation>检查清单(&amp;C)</translation>
    </message>
    <message>
        <source>C&amp;ases</source>
        <translation>案件(&amp;A)</translation>
    </message>
    <message>
        <source>A &amp;folder with one folder for each case…</source>
        <translation>每个案件各有一个子文件夹的文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Cance&amp;l</source>
        <translation>取消(&amp;L)</translation>
    </message>
    <message>
        <source>Folder with the cases</source>
        <translation>案件所在的文件夹</translation>
    </message>
    <message>
        <source>Each folder in “{name}” becomes a case.</source>
        <translation>“{name}”中的每个文件夹成为一个案件。</translation>
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
        <source>Keep the results i&amp;n</source>
        <translation>结果保存到(&amp;N)</translation>
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
    <name>BatchesPage</name>
    <message>
        <source>Run</source>
        <translation>运行</translation>
    </message>
    <message>
        <source>Revie&amp;w many cases…</source>
        <translation>批量审查案件(&amp;W)…</translation>
    </message>
    <message>
        <source>This run goes on while nobody is here. The vault locks when it has ended, if the screen is locked then.</source>
        <translation>无人时此次运行会继续。运行结束时如果屏幕处于锁定状态，保险库随即锁定。</translation>
    </message>
    <message>
        <source>Choose a checklist and cases, or a folder with one folder for each case. It ends in a list of what came out for each case and file. When the vault is locked, or after a power cut, it waits for “Go on”; for a whole night tick “Go on while nobody is here”.</source>
        <translation>选择一份检查清单和若干案件，或选择一个为每个案件各设一个子文件夹的文件夹。运行结束后会列出每个案件和每个文件的结果。保险库锁定或断电后，运行会等待“继续”；如需整夜运行，请勾选“无人时继续运行”。</translation>
    </message>
    <message>
        <source>Go &amp;on</source>
        <translation>继续(&amp;O)</translation>
    </message>
    <message>
        <source>Op&amp;en</source>
        <translation>打开(&amp;E)</translation>
    </message>
    <message>
        <source>Lea&amp;ve now: lock the screen</source>
        <translation>立即离开：锁定屏幕(&amp;V)</translation>
    </message>
    <message>
        <source>Cases of this run</source>
        <translation>本次运行的案件</translation>
    </message>
    <message>
        <source>No run over many cases yet</source>
        <translation>尚未批量运行</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>Files read</source>
        <translation>已读取的文件</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>用时</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done}/{all}</translation>
    </message>
    <message>
        <source>{at}: {checklist}, {cases}</source>
        <translation>{at}：{checklist}，{cases}</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s)</source>
        <translation>
            <numerusform>%n 个案件</numerusform>
        </translation>
    </message>
    <message>
        <source>Tr&amp;y the failed ones again</source>
        <translation>重试失败的案件(&amp;Y)</translation>
    </message>
    <message>
        <source>{done} of {all} cases reviewed</source>
        <translation>已审查 {done}/{all} 个案件</translation>
    </message>
    <message>
        <source>without exceptions</source>
        <translation>无例外</translation>
    </message>
    <message>
        <source>with exceptions</source>
        <translation>有例外</translation>
    </message>
    <message>
        <source>Tried before, {at}: {why}</source>
        <translation>此前的尝试（{at}）：{why}</translation>
    </message>
    <message>
        <source>“{name}” could not be read: {why}</source>
        <translation>“{name}”无法读取：{why}</translation>
    </message>
    <message>
        <source>Reviewing the cases</source>
        <translation>正在审查各案件</translation>
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
    <name>CalculationFrame</name>
    <message>
        <source>Calculated from figures of the file</source>
        <translation>根据文件中的数字计算</translation>
    </message>
    <message>
        <source>= {result}</source>
        <translation>= {result}</translation>
    </message>
    <message>
        <source>Result: {result}</source>
        <translation>结果：{result}</translation>
    </message>
    <message>
        <source>{unit} × {scale}</source>
        <translation>{unit} × {scale}</translation>
    </message>
</context>
<context>
    <name>CaseSteps</name>
    <message>
        <source>A closed case can be read and opened again; its time of keeping begins.</source>
        <translation>已结案的案件仍可查阅，也可重新打开；保存期限从结案时开始计算。</translation>
    </message>
    <message>
        <source>Remo&amp;ve…</source>
        <translation>删除(&amp;V)…</translation>
    </message>
    <message>
        <source>Open &amp;again</source>
        <translation>重新打开(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Lift the hold</source>
        <translation>解除保全(&amp;L)</translation>
    </message>
    <message>
        <source>Due for deletion by the rules of keeping: {why}.</source>
        <translation>按保存规则已到期待删除：{why}。</translation>
    </message>
    <message>
        <source>Close the c&amp;ase</source>
        <translation>结案(&amp;A)</translation>
    </message>
    <message>
        <source>Hol&amp;d…</source>
        <translation>保全(&amp;D)…</translation>
    </message>
    <message>
        <source>Lift the hol&amp;d</source>
        <translation>解除保全(&amp;D)</translation>
    </message>
    <message>
        <source>On hold since {time}, so nothing of it is deleted: {reason}</source>
        <translation>自 {time} 起处于保全状态，不会删除其中任何内容：{reason}</translation>
    </message>
    <message>
        <source>Put a hold on “{name}”?</source>
        <translation>对“{name}”实施保全？</translation>
    </message>
    <message>
        <source>While it is on hold nothing of the case is deleted, by hand or by the rules of keeping. The reason is kept with the case.</source>
        <translation>保全期间，案件中的任何内容都不会被删除，无论是手动删除还是按保存规则删除。原因与案件一同保存。</translation>
    </message>
    <message>
        <source>&amp;Put it on hold</source>
        <translation>实施保全(&amp;P)</translation>
    </message>
    <message>
        <source>Lift the hold on “{name}”?</source>
        <translation>解除“{name}”的保全？</translation>
    </message>
    <message>
        <source>After that the case can be deleted, also by the rules of keeping.</source>
        <translation>解除之后，案件可以被删除，包括按保存规则删除。</translation>
    </message>
    <message>
        <source>Remove the case “{name}”?</source>
        <translation>删除案件“{name}”？</translation>
    </message>
    <message>
        <source>Its {documents}, all questions, answers and scores are deleted, and its key is destroyed, so backups do not bring it back into this vault. This cannot be undone.</source>
        <translation>其中的 {documents}以及全部提问、回答和评分都将被删除，密钥也将被销毁，备份无法将其恢复到此保险库。此操作无法撤消。</translation>
    </message>
    <message>
        <source>&amp;Remove the case</source>
        <translation>删除案件(&amp;R)</translation>
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
        <source>State</source>
        <translation>状态</translation>
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
        <source>Tr&amp;y the sample customer</source>
        <translation>试用示例客户(&amp;Y)</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>已保全</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已结案</translation>
    </message>
    <message>
        <source>due for deletion</source>
        <translation>到期待删除</translation>
    </message>
    <message>
        <source>open</source>
        <translation>进行中</translation>
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
        <source>Cases appear here when a branch officer makes them.</source>
        <translation>网点经办人员新建的案件会显示在这里。</translation>
    </message>
    <message>
        <source>A case holds the documents of one customer, the questions asked about them and their scores. Make one and add documents to it, or look around first with the documents of an invented company.</source>
        <translation>一个案件存放一位客户的文档、针对文档的提问以及评分。请新建案件并添加文档，也可以先用一家虚构公司的文档熟悉一下。</translation>
    </message>
    <message>
        <source>Ne&amp;w case…</source>
        <translation>新建案件(&amp;W)…</translation>
    </message>
</context>
<context>
    <name>CertificateDialog</name>
    <message>
        <source>Deletion certificates</source>
        <translation>删除证明</translation>
    </message>
    <message>
        <source>Deletion certificate</source>
        <translation>删除证明</translation>
    </message>
    <message>
        <source>&amp;Save…</source>
        <translation>保存(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) deleted</source>
        <translation>
            <numerusform>已删除 %n 个案件</numerusform>
        </translation>
    </message>
    <message>
        <source>The keys are destroyed, so nobody can read what is left on the disk or in later backups. The record of the vault certifies it without naming anybody. You can save the certificate as a file.</source>
        <translation>密钥已销毁，磁盘或以后的备份中残留的内容任何人都无法读取。保险库的审计记录对此作出证明，其中不出现任何姓名。您可以将证明保存为文件。</translation>
    </message>
    <message numerus="yes">
        <source>and %n more, in the file</source>
        <translation>
            <numerusform>另有 %n 项，见文件</numerusform>
        </translation>
    </message>
    <message>
        <source>{documents}, {pages}, {answers} answers, {scores} scores</source>
        <translation>{documents}、{pages}、{answers} 个回答、{scores} 个评分</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Deleted</source>
        <translation>删除时间</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Sealed files</source>
        <translation>加密文件</translation>
    </message>
    <message>
        <source>Hash of the name</source>
        <translation>名称的哈希</translation>
    </message>
    <message>
        <source>Hash of the files</source>
        <translation>文件的哈希</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Save the certificate</source>
        <translation>保存证明</translation>
    </message>
    <message>
        <source>Saved as {file}.</source>
        <translation>已保存为 {file}。</translation>
    </message>
</context>
<context>
    <name>CheckPage</name>
    <message>
        <source>&amp;Check the record</source>
        <translation>检查记录(&amp;C)</translation>
    </message>
    <message>
        <source>Check a&amp;gainst a medium…</source>
        <translation>与介质比对(&amp;G)…</translation>
    </message>
    <message>
        <source>Also compares with the checkpoints on a removable medium.</source>
        <translation>同时与可移动介质上的检查点比对。</translation>
    </message>
    <message>
        <source>&amp;Sign a checkpoint…</source>
        <translation>签署检查点(&amp;S)…</translation>
    </message>
    <message>
        <source>Prepare a &amp;medium…</source>
        <translation>准备介质(&amp;M)…</translation>
    </message>
    <message>
        <source>Add the secret &amp;key that proves who could write the entries</source>
        <translation>附上能证明记录由谁写入的密钥(&amp;K)</translation>
    </message>
    <message>
        <source>E&amp;xport to a folder…</source>
        <translation>导出到文件夹(&amp;X)…</translation>
    </message>
    <message>
        <source>Export as one &amp;zip file…</source>
        <translation>导出为 ZIP 文件(&amp;Z)…</translation>
    </message>
    <message>
        <source>Key that verifies the checkpoints</source>
        <translation>验证检查点的公钥</translation>
    </message>
    <message>
        <source>Is the record whole?</source>
        <translation>记录是否完整？</translation>
    </message>
    <message>
        <source>Every entry is bound to all before it. This reads all of them and finds whatever was altered, dropped, reordered or cut off.</source>
        <translation>每条记录都与此前的全部记录绑定。检查会读取全部记录，发现任何篡改、缺失、次序变动或截断。</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>A signed checkpoint states what the record held at a time. One is signed at every lock. On a removable medium that is kept elsewhere it also shows if the whole vault was put back to an older state.</source>
        <translation>签名的检查点说明某一时刻的记录内容，每次锁定时都会签署一个。存放在别处的可移动介质上的检查点，还能发现整个保险库被换回旧状态的情况。</translation>
    </message>
    <message>
        <source>Hand the record over</source>
        <translation>移交记录</translation>
    </message>
    <message>
        <source>The export is readable and holds a small program that checks it on any computer, without this one and without a vault.</source>
        <translation>导出内容可直接阅读，并附带一个小程序，可在任何电脑上校验，无需本程序，也无需保险库。</translation>
    </message>
    <message>
        <source>Whoever has that key could write entries that look genuine.</source>
        <translation>持有该密钥的人可以写出看似真实的记录。</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>无</translation>
    </message>
    <message>
        <source>The newest is of {when}, covers {entries} entries and is countersigned by: {witnesses}.</source>
        <translation>最新检查点签署于 {when}，涵盖 {entries} 条记录，副签方：{witnesses}。</translation>
    </message>
    <message>
        <source>None was signed yet.</source>
        <translation>尚未签署检查点。</translation>
    </message>
    <message>
        <source>Medium with a witness</source>
        <translation>见证介质</translation>
    </message>
    <message>
        <source>Checking the record</source>
        <translation>正在检查记录</translation>
    </message>
    <message>
        <source>The record is whole: all {entries} entries are genuine.</source>
        <translation>记录完整：全部 {entries} 条记录均真实。</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s) agree; the newest covers {entries} entries.</source>
        <translation>
            <numerusform>%n 个检查点相符，最新一个涵盖 {entries} 条记录。</numerusform>
        </translation>
    </message>
    <message>
        <source>No medium was looked at.</source>
        <translation>未比对介质。</translation>
    </message>
    <message>
        <source>The medium vouches for the first {entries} entries.</source>
        <translation>介质可证明前 {entries} 条记录。</translation>
    </message>
    <message>
        <source>The clock was set back before entry {numbers}.</source>
        <translation>在第 {numbers} 条记录之前时钟被回拨。</translation>
    </message>
    <message>
        <source>An older state was accepted on purpose at entry {numbers}.</source>
        <translation>第 {numbers} 条记录处经确认接受了旧状态。</translation>
    </message>
    <message>
        <source>Signing a checkpoint</source>
        <translation>正在签署检查点</translation>
    </message>
    <message>
        <source>Signed: the first {entries} entries.</source>
        <translation>已签署：前 {entries} 条记录。</translation>
    </message>
    <message>
        <source>Countersigned by {names}.</source>
        <translation>副签方：{names}。</translation>
    </message>
    <message>
        <source>Preparing the medium</source>
        <translation>正在准备介质</translation>
    </message>
    <message>
        <source>The witness {name} is on the medium. Write its key down: {key}</source>
        <translation>介质上已建立见证方 {name}。请抄录其公钥：{key}</translation>
    </message>
    <message>
        <source>New file or folder for the export</source>
        <translation>导出的新文件或文件夹</translation>
    </message>
    <message>
        <source>Exporting the record</source>
        <translation>正在导出记录</translation>
    </message>
    <message>
        <source>{entries} entries and {checkpoints} checkpoints are in {place}.</source>
        <translation>{entries} 条记录和 {checkpoints} 个检查点已写入 {place}。</translation>
    </message>
</context>
<context>
    <name>ChecklistContents</name>
    <message>
        <source>Jurisdiction</source>
        <translation>适用地区</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源依据</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>{begin} to {end}</source>
        <translation>{begin} 至 {end}</translation>
    </message>
    <message>
        <source>from {begin}</source>
        <translation>自 {begin} 起</translation>
    </message>
    <message>
        <source>until {end}</source>
        <translation>至 {end}</translation>
    </message>
    <message>
        <source>{name}, not trusted</source>
        <translation>{name}，不受信任</translation>
    </message>
    <message>
        <source>Met when: {text}</source>
        <translation>满足条件：{text}</translation>
    </message>
</context>
<context>
    <name>ChecklistEditor</name>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Add an item</source>
        <translation>添加一项</translation>
    </message>
    <message>
        <source>Remove the item</source>
        <translation>删除该项</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Choose a case</source>
        <translation>选择案件</translation>
    </message>
    <message>
        <source>&amp;Try on this case</source>
        <translation>在此案件上试用(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>{title}, own</source>
        <translation>{title}（自有）</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Version</source>
        <translation>版本(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>(no title yet)</source>
        <translation>（尚无标题）</translation>
    </message>
    <message>
        <source>Reading the papers</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>left to the models, when the case is reviewed</source>
        <translation>审查案件时由模型判断</translation>
    </message>
    <message>
        <source>The list has no item yet.</source>
        <translation>清单尚无项目。</translation>
    </message>
    <message>
        <source>It can be saved, but papers that it does not mean may meet it:</source>
        <translation>可以保存，但它无意涵盖的文件也可能符合：</translation>
    </message>
    <message>
        <source>&amp;Save all the same</source>
        <translation>仍然保存(&amp;S)</translation>
    </message>
</context>
<context>
    <name>ChecklistsPage</name>
    <message>
        <source>Checklists</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Edit a copy…</source>
        <translation>编辑副本(&amp;E)…</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>&amp;Delete…</source>
        <translation>删除(&amp;D)…</translation>
    </message>
    <message>
        <source>with the program</source>
        <translation>随程序提供</translation>
    </message>
    <message>
        <source>own</source>
        <translation>自有</translation>
    </message>
    <message>
        <source>imported</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>from a pack</source>
        <translation>来自模型包</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Items</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>From</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>In force</source>
        <translation>生效</translation>
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
        <source>“{name}” is on the shelf but cannot be used: {why}</source>
        <translation>“{name}”已在架上但无法使用：{why}</translation>
    </message>
    <message>
        <source>&amp;Edit…</source>
        <translation>编辑(&amp;E)…</translation>
    </message>
    <message>
        <source>Saved: {name}</source>
        <translation>已保存：{name}</translation>
    </message>
    <message>
        <source>Import a checklist</source>
        <translation>导入检查清单</translation>
    </message>
    <message>
        <source>Checklists (*.toml)</source>
        <translation>检查清单 (*.toml)</translation>
    </message>
    <message>
        <source>Imported: {title}. It is not signed.</source>
        <translation>已导入：{title}。没有签名。</translation>
    </message>
    <message>
        <source>Imported: {title}. Its signature is of somebody this vault trusts.</source>
        <translation>已导入：{title}。签名者为本保险库所信任。</translation>
    </message>
    <message>
        <source>Imported: {title}. Whoever signed it is not known to this vault.</source>
        <translation>已导入：{title}。本保险库不认识签名者。</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Written and signed: {file}</source>
        <translation>已写出并签名：{file}</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写出：{file}</translation>
    </message>
    <message>
        <source>Remove this checklist?</source>
        <translation>移除此检查清单？</translation>
    </message>
    <message>
        <source>Reviews that were made with it keep it as it was.</source>
        <translation>用它做过的审查仍保留其原样。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>移除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>CheckpointDialog</name>
    <message>
        <source>Sign a checkpoint</source>
        <translation>签署检查点</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>介质</translation>
    </message>
    <message>
        <source>Passphrase of the medium</source>
        <translation>介质口令</translation>
    </message>
    <message>
        <source>&amp;Sign</source>
        <translation>签署(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Medium</source>
        <translation>介质(&amp;M)</translation>
    </message>
    <message>
        <source>Leave it empty for those that are plugged in, or for none.</source>
        <translation>留空则使用已插入的介质；没有插入则不使用。</translation>
    </message>
    <message>
        <source>&amp;Passphrase of the medium</source>
        <translation>介质口令(&amp;P)</translation>
    </message>
    <message>
        <source>Leave it empty to put the checkpoint there without its signature.</source>
        <translation>留空则只存放检查点，不加副签。</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
</context>
<context>
    <name>CodesDialog</name>
    <message>
        <source>Write down the codes</source>
        <translation>请抄写恢复码</translation>
    </message>
    <message>
        <source>Write down the recovery code</source>
        <translation>请抄写恢复码</translation>
    </message>
    <message>
        <source>Give each code to another person. To open the vault, two of them type their codes one after the other where the passphrase is asked for.</source>
        <translation>请将每个恢复码交给不同的人。打开保险库时，由其中两人在口令框中依次输入各自的恢复码。</translation>
    </message>
    <message>
        <source>Write it on paper and keep it away from this computer.</source>
        <translation>请抄写在纸上，并存放在远离本电脑的地方。</translation>
    </message>
    <message>
        <source>Person {number}</source>
        <translation>第 {number} 人</translation>
    </message>
    <message>
        <source>Recovery code {number}</source>
        <translation>恢复码 {number}</translation>
    </message>
    <message>
        <source>&amp;I have written down all of it</source>
        <translation>我已全部抄写好(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
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
    <name>CoverageBar</name>
    <message>
        <source>{read} of {total} pages read</source>
        <translation>已读 {read} 页，共 {total} 页</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) not read</source>
        <translation>
            <numerusform>%n 处未读取</numerusform>
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
    <name>DateForm</name>
    <message>
        <source>The date is the day on which it expires</source>
        <translation>该日期是到期日</translation>
    </message>
    <message>
        <source>Words beside the date, one on a line</source>
        <translation>日期旁边的词语，每行一个</translation>
    </message>
    <message>
        <source>Days that it may lie before the day of the review</source>
        <translation>最多可早于审查日的天数</translation>
    </message>
    <message>
        <source>Days that it may lie after the day of the review</source>
        <translation>最多可晚于审查日的天数</translation>
    </message>
    <message>
        <source>Days before that day from which it counts as expiring</source>
        <translation>到期前多少天起视为即将到期</translation>
    </message>
    <message>
        <source>In place of the day of the review: words beside another date</source>
        <translation>不以审查日为准时：另一日期旁边的词语</translation>
    </message>
    <message>
        <source>Papers that have this other date (none ticked: all)</source>
        <translation>载有该另一日期的文件（不选：全部）</translation>
    </message>
    <message>
        <source>no limit</source>
        <translation>不限</translation>
    </message>
</context>
<context>
    <name>DecidedCard</name>
    <message>
        <source>Earlier decisions</source>
        <translation>先前的决定</translation>
    </message>
    <message>
        <source>{kind} by {by}, {at}</source>
        <translation>{kind}，{by}，{at}</translation>
    </message>
    <message>
        <source>Waived: it is accepted as it is.</source>
        <translation>已豁免：按现状接受。</translation>
    </message>
    <message>
        <source>{owner} clears it by {due}.</source>
        <translation>由 {owner} 于 {due} 前处理。</translation>
    </message>
    <message>
        <source>{owner} clears it.</source>
        <translation>由 {owner} 处理。</translation>
    </message>
    <message>
        <source>To be cleared by {due}.</source>
        <translation>应于 {due} 前处理。</translation>
    </message>
</context>
<context>
    <name>DecisionEditor</name>
    <message>
        <source>Leave empty to keep the places that were found</source>
        <translation>留空则保留已找到的出处</translation>
    </message>
    <message>
        <source>&amp;Waive: it is accepted as it is</source>
        <translation>豁免：按现状接受(&amp;W)</translation>
    </message>
    <message>
        <source>Decide</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation>Ctrl+回车</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Ver&amp;dict</source>
        <translation>结论(&amp;D)</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>&amp;Quote from the page on screen</source>
        <translation>引用当前页上的文字(&amp;Q)</translation>
    </message>
    <message>
        <source>Who clears it</source>
        <translation>由谁处理</translation>
    </message>
    <message>
        <source>By</source>
        <translation>期限</translation>
    </message>
    <message>
        <source>You accept that something is not in order. Who clears it?</source>
        <translation>您接受某处不合要求。由谁处理？</translation>
    </message>
    <message>
        <source>You decide otherwise than was proposed.</source>
        <translation>您的决定与建议不同。</translation>
    </message>
    <message>
        <source>The proposal is of no use; the item stays open.</source>
        <translation>该建议不可用；该项仍待决定。</translation>
    </message>
</context>
<context>
    <name>DecisionPane</name>
    <message>
        <source>Proposed was</source>
        <translation>原建议</translation>
    </message>
    <message>
        <source>Accept (A)</source>
        <translation>接受 (A)</translation>
    </message>
    <message>
        <source>Correct… (E)</source>
        <translation>更正… (E)</translation>
    </message>
    <message>
        <source>Reject… (R)</source>
        <translation>拒绝… (R)</translation>
    </message>
    <message>
        <source>Next (N)</source>
        <translation>下一项 (N)</translation>
    </message>
    <message>
        <source>Item and proposal</source>
        <translation>项目与建议</translation>
    </message>
    <message>
        <source>Next not opened (N)</source>
        <translation>下一未打开项 (N)</translation>
    </message>
    <message>
        <source>The next item whose evidence you have not opened</source>
        <translation>下一个您尚未打开证据的项目</translation>
    </message>
    <message>
        <source>The next open item</source>
        <translation>下一个未决项目</translation>
    </message>
    <message>
        <source>Met when: {text}</source>
        <translation>满足条件：{text}</translation>
    </message>
    <message>
        <source>This item has no evidence to open.</source>
        <translation>此项没有可打开的证据。</translation>
    </message>
    <message>
        <source>You have opened its evidence.</source>
        <translation>您已打开其证据。</translation>
    </message>
    <message>
        <source>{opened} of {pages} pages with evidence opened; J opens the next.</source>
        <translation>已打开 {opened}/{pages} 页证据；按 J 打开下一页。</translation>
    </message>
</context>
<context>
    <name>DocumentScope</name>
    <message>
        <source>All documents</source>
        <translation>全部文档</translation>
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
        <source>Add a folder… (Ctrl+Shift+O)</source>
        <translation>添加文件夹…(Ctrl+Shift+O)</translation>
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
        <source>Drop files, folders or e-mails here</source>
        <translation>将文档、文件夹或邮件拖放到这里</translation>
    </message>
    <message>
        <source>Drop files or folders here or press Add: PDF, Word, Excel, PowerPoint, e-mails, web pages, text, scans. Each is read, indexed and encrypted.</source>
        <translation>将文档或文件夹拖放到这里，或按“添加”：PDF、Word、Excel、PowerPoint、电子邮件、网页、文本、扫描件。每个文档都会被读取、建立索引并加密。</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>The document and its index are deleted from this case, and so is what is attached to it. Answers that cite it stay in the conversation, but their pages can no longer be opened.</source>
        <translation>该文档及其索引将从本案件中删除，其附件也一并删除。引用它的回答仍保留在对话中，但无法再打开相应页面。</translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation>还没有文档</translation>
    </message>
    <message>
        <source>Add d&amp;ocuments…</source>
        <translation>添加文档(&amp;O)…</translation>
    </message>
    <message numerus="yes">
        <source>%n part(s) could not be read…</source>
        <translation>
            <numerusform>有 %n 处未能读取…</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>删除“{name}”？</translation>
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
    <name>EntryCard</name>
    <message>
        <source>The selected entry</source>
        <translation>选中的记录</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Time (UTC)</source>
        <translation>时间 (UTC)</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>not recorded</source>
        <translation>未记录</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>&amp;Follow this object</source>
        <translation>追踪此对象(&amp;F)</translation>
    </message>
    <message>
        <source>Follow: {what}</source>
        <translation>追踪：{what}</translation>
    </message>
    <message>
        <source>Cop&amp;y</source>
        <translation>复制(&amp;Y)</translation>
    </message>
    <message>
        <source>Shows everything that was recorded about it.</source>
        <translation>显示与其相关的全部记录。</translation>
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
    <name>FacetChips</name>
    <message>
        <source>More filters</source>
        <translation>更多筛选</translation>
    </message>
    <message>
        <source>Only {name}: {count} places</source>
        <translation>仅看 {name}：{count} 处</translation>
    </message>
</context>
<context>
    <name>FactCards</name>
    <message>
        <source>Connections</source>
        <translation>网络连接</translation>
    </message>
    <message>
        <source>Memory and disk</source>
        <translation>内存与磁盘</translation>
    </message>
    <message>
        <source>Program code in memory</source>
        <translation>内存中的程序代码</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Test connection</source>
        <translation>测试连接</translation>
    </message>
    <message>
        <source>not made</source>
        <translation>未进行</translation>
    </message>
    <message>
        <source>refused by the system</source>
        <translation>已被系统拒绝</translation>
    </message>
    <message>
        <source>refused by the system, but not counted</source>
        <translation>已被系统拒绝，但未计数</translation>
    </message>
    <message>
        <source>went through</source>
        <translation>连接成功</translation>
    </message>
    <message>
        <source>Refused attempts since the start</source>
        <translation>启动以来被拒绝的尝试</translation>
    </message>
    <message>
        <source>Open connections to other machines</source>
        <translation>与其他电脑的连接</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Network interfaces of this machine</source>
        <translation>本机网络接口</translation>
    </message>
    <message>
        <source>{process}: the system does not show them</source>
        <translation>{process}：系统不提供信息</translation>
    </message>
    <message>
        <source>other machines</source>
        <translation>其他电脑</translation>
    </message>
    <message>
        <source>this machine</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>Every open socket</source>
        <translation>全部打开的套接字</translation>
    </message>
    <message>
        <source>Swap</source>
        <translation>交换空间</translation>
    </message>
    <message>
        <source>not encrypted: {names}</source>
        <translation>未加密：{names}</translation>
    </message>
    <message>
        <source>none, or encrypted or compressed in memory</source>
        <translation>无，或已加密，或在内存中压缩</translation>
    </message>
    <message>
        <source>Who may trace processes</source>
        <translation>谁可以跟踪进程</translation>
    </message>
    <message>
        <source>Memory images of crashes</source>
        <translation>崩溃时的内存转储</translation>
    </message>
    <message>
        <source>the program makes none; the system would hand them to another program</source>
        <translation>本程序不生成；系统会把转储交给另一程序</translation>
    </message>
    <message>
        <source>the program makes none</source>
        <translation>本程序不生成</translation>
    </message>
    <message>
        <source>Encryption of the disk itself</source>
        <translation>磁盘自身的加密</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s)</source>
        <translation>
            <numerusform>%n 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>made for networks: {names}</source>
        <translation>用于网络的：{names}</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>全部文件</translation>
    </message>
    <message>
        <source>not there</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>System</source>
        <translation>系统</translation>
    </message>
    <message>
        <source>Landlock</source>
        <translation>Landlock</translation>
    </message>
    <message>
        <source>User namespaces</source>
        <translation>用户命名空间</translation>
    </message>
    <message>
        <source>Key that signs the proof</source>
        <translation>签署证明的公钥</translation>
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
    <name>FieldCard</name>
    <message>
        <source>Accept (A)</source>
        <translation>接受 (A)</translation>
    </message>
    <message>
        <source>Correct (E)</source>
        <translation>更正 (E)</translation>
    </message>
    <message>
        <source>Reject (R)</source>
        <translation>拒绝 (R)</translation>
    </message>
    <message>
        <source>Next (N)</source>
        <translation>下一项 (N)</translation>
    </message>
    <message>
        <source>The next open field</source>
        <translation>下一个待定字段</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到内容</translation>
    </message>
    <message>
        <source>Accept it if the document does not say it, or correct it.</source>
        <translation>如果文档中确实没有，请接受；否则请更正。</translation>
    </message>
    <message>
        <source>This field is required.</source>
        <translation>此字段为必填。</translation>
    </message>
    <message>
        <source>Decided by {name}</source>
        <translation>由 {name} 决定</translation>
    </message>
    <message>
        <source>Other documents say otherwise:</source>
        <translation>其他文档的说法不同：</translation>
    </message>
    <message>
        <source>Also found in this document:</source>
        <translation>此文档中还找到：</translation>
    </message>
    <message>
        <source>{value} — {name}, p. {page}</source>
        <translation>{value} — {name}，第 {page} 页</translation>
    </message>
    <message>
        <source>Correct value of {name}</source>
        <translation>{name} 的正确值</translation>
    </message>
    <message>
        <source>Type a value, or cancel and reject the field.</source>
        <translation>请输入一个值，或取消后拒绝此字段。</translation>
    </message>
    <message>
        <source>Year-month-day, such as 2026-03-31</source>
        <translation>年-月-日，例如 2026-03-31</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>一个数字</translation>
    </message>
    <message>
        <source>An amount, such as EUR 1,250.00</source>
        <translation>金额，例如 EUR 1,250.00</translation>
    </message>
    <message>
        <source>Several values with semicolons between them</source>
        <translation>多个值，用分号隔开</translation>
    </message>
</context>
<context>
    <name>FieldForm</name>
    <message>
        <source>Re&amp;quired: missing while it is empty</source>
        <translation>必填：为空时视为缺失(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Unit or currency</source>
        <translation>单位或货币(&amp;U)</translation>
    </message>
    <message>
        <source>C&amp;hoices</source>
        <translation>选项(&amp;H)</translation>
    </message>
    <message>
        <source>One on each line.</source>
        <translation>每行一个。</translation>
    </message>
    <message>
        <source>&amp;Name of the field</source>
        <translation>字段名称(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Kind</source>
        <translation>类型(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Words to look for</source>
        <translation>要查找的词语(&amp;W)</translation>
    </message>
    <message>
        <source>What documents write beside the value, one on each line, any language.</source>
        <translation>文档中写在值旁边的词语，每行一个，语言不限。</translation>
    </message>
</context>
<context>
    <name>FileEdit</name>
    <message>
        <source>Choo&amp;se…</source>
        <translation>选择(&amp;S)…</translation>
    </message>
    <message>
        <source>Choose a file</source>
        <translation>选择文件</translation>
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
    <name>FormEditor</name>
    <message>
        <source>Own forms</source>
        <translation>自有表单</translation>
    </message>
    <message>
        <source>Fields</source>
        <translation>字段</translation>
    </message>
    <message>
        <source>Add a field</source>
        <translation>添加字段</translation>
    </message>
    <message>
        <source>Remove the field</source>
        <translation>删除字段</translation>
    </message>
    <message>
        <source>&amp;Save</source>
        <translation>保存(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Remove this form…</source>
        <translation>删除此表单(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Begin with</source>
        <translation>从此开始(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>An empty form</source>
        <translation>空白表单</translation>
    </message>
    <message>
        <source>A copy of “{title}”</source>
        <translation>“{title}”的副本</translation>
    </message>
    <message>
        <source>{title}, own</source>
        <translation>{title}（自有）</translation>
    </message>
    <message>
        <source>(no title yet)</source>
        <translation>（尚无标题）</translation>
    </message>
    <message>
        <source>Give the form a title.</source>
        <translation>请给表单一个标题。</translation>
    </message>
    <message>
        <source>Add at least one field.</source>
        <translation>请至少添加一个字段。</translation>
    </message>
    <message>
        <source>Give field {place} a title.</source>
        <translation>请给第 {place} 个字段一个名称。</translation>
    </message>
    <message>
        <source>Field {place} needs at least two choices, one on a line.</source>
        <translation>第 {place} 个字段至少需要两个选项，每行一个。</translation>
    </message>
    <message>
        <source>Field {place} names a choice twice.</source>
        <translation>第 {place} 个字段有重复的选项。</translation>
    </message>
    <message>
        <source>The currency of field {place} is three letters, such as EUR.</source>
        <translation>第 {place} 个字段的货币为三个字母，例如 EUR。</translation>
    </message>
    <message>
        <source>Remove this form?</source>
        <translation>删除此表单？</translation>
    </message>
    <message>
        <source>What was filled in with it stays in its cases.</source>
        <translation>用它填写的内容仍保留在各案件中。</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>FormPane</name>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Which documents to read</source>
        <translation>读取哪些文档</translation>
    </message>
    <message>
        <source>Make a form of your own, or change one.</source>
        <translation>新建自己的表单，或修改已有的。</translation>
    </message>
    <message>
        <source>O&amp;wn forms…</source>
        <translation>自有表单(&amp;W)…</translation>
    </message>
    <message>
        <source>F&amp;ill</source>
        <translation>填写(&amp;I)</translation>
    </message>
    <message>
        <source>E&amp;xport…</source>
        <translation>导出(&amp;X)…</translation>
    </message>
    <message>
        <source>Nothing filled in yet</source>
        <translation>尚未填写</translation>
    </message>
    <message>
        <source>Choose a form and press Fill: each document is searched for its fields. You then accept, correct or reject every value beside its page.</source>
        <translation>选择一个表单并按“填写”：程序会在每个文档中查找其字段。然后由您对照页面接受、更正或拒绝每个值。</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ between documents.</source>
        <translation>
            <numerusform>%n 个字段在不同文档中不一致。</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {count} decided</source>
        <translation>已决定 {done} 项，共 {count} 项</translation>
    </message>
    <message>
        <source>Reading the documents</source>
        <translation>正在读取文档</translation>
    </message>
    <message>
        <source>Every field is decided.</source>
        <translation>所有字段均已决定。</translation>
    </message>
    <message>
        <source>Export the form</source>
        <translation>导出表单</translation>
    </message>
    <message>
        <source>Exported {documents} to {name}.</source>
        <translation>已将 {documents}导出到 {name}。</translation>
    </message>
    <message>
        <source>Add a document first; then a form can be filled.</source>
        <translation>请先添加文档，然后才能填写表单。</translation>
    </message>
</context>
<context>
    <name>FormTree</name>
    <message>
        <source>Fields of the form</source>
        <translation>表单的字段</translation>
    </message>
    <message>
        <source>{name} (has little of this form)</source>
        <translation>{name}（与此表单关系不大）</translation>
    </message>
    <message>
        <source>Other documents say otherwise.</source>
        <translation>其他文档的说法不同。</translation>
    </message>
</context>
<context>
    <name>HidingQuestion</name>
    <message>
        <source>This case hides identifiers in files. In the export, tokens such as [IBAN-1] stand in their place.</source>
        <translation>此案卷在文件中隐藏标识信息。导出文件中以 [IBAN-1] 之类的代号代替。</translation>
    </message>
    <message>
        <source>You may also export the values as they are; that is recorded in the audit chain.</source>
        <translation>您也可以按原值导出；这会记录在审计链中。</translation>
    </message>
    <message>
        <source>Export with tokens?</source>
        <translation>以代号导出？</translation>
    </message>
    <message>
        <source>Export with &amp;tokens</source>
        <translation>以代号导出(&amp;T)</translation>
    </message>
    <message>
        <source>Export &amp;values as they are</source>
        <translation>按原值导出(&amp;V)</translation>
    </message>
</context>
<context>
    <name>IdentifierTree</name>
    <message>
        <source>Identifiers found</source>
        <translation>找到的标识信息</translation>
    </message>
    <message>
        <source>{title}: {found} places, {values} different</source>
        <translation>{title}：{found} 处，{values} 个不同</translation>
    </message>
    <message>
        <source>{valid} with right check digits</source>
        <translation>{valid} 个校验位正确</translation>
    </message>
    <message>
        <source>{name}, p. {page}</source>
        <translation>{name}，第 {page} 页</translation>
    </message>
    <message>
        <source>the check digits are wrong</source>
        <translation>校验位错误</translation>
    </message>
</context>
<context>
    <name>ItemForm</name>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Title in Chinese</source>
        <translation>中文标题</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Question or statement</source>
        <translation>问题或陈述</translation>
    </message>
    <message>
        <source>Met when</source>
        <translation>满足条件</translation>
    </message>
    <message>
        <source>The rule</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Question or statement in Chinese</source>
        <translation>中文问题或陈述</translation>
    </message>
    <message>
        <source>Met when, in Chinese</source>
        <translation>中文满足条件</translation>
    </message>
    <message>
        <source>In Chinese</source>
        <translation>中文</translation>
    </message>
    <message>
        <source>Papers concerned (none ticked: all)</source>
        <translation>涉及的文件（不选：全部）</translation>
    </message>
    <message>
        <source>Where to look: words, one on a line</source>
        <translation>查找位置的用语，每行一个</translation>
    </message>
    <message>
        <source>Wording that speaks for it</source>
        <translation>支持它的措辞</translation>
    </message>
    <message>
        <source>Wording that speaks against it</source>
        <translation>反对它的措辞</translation>
    </message>
    <message>
        <source>Words that make an exception of it, one on a line</source>
        <translation>构成例外的词语，每行一个</translation>
    </message>
    <message>
        <source>How it is found</source>
        <translation>如何查找</translation>
    </message>
    <message>
        <source>Who clears an exception</source>
        <translation>例外由谁处理</translation>
    </message>
    <message>
        <source>Days to clear it</source>
        <translation>处理期限（天）</translation>
    </message>
    <message>
        <source>Who may waive it (none ticked: nobody)</source>
        <translation>谁可以豁免（不选：无人）</translation>
    </message>
    <message>
        <source>Clearing exceptions</source>
        <translation>处理例外</translation>
    </message>
</context>
<context>
    <name>ItemTree</name>
    <message>
        <source>Items of the checklist</source>
        <translation>检查清单的项目</translation>
    </message>
    <message>
        <source>evidence opened</source>
        <translation>证据已打开</translation>
    </message>
</context>
<context>
    <name>ItemsPane</name>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>all levels</source>
        <translation>全部程度</translation>
    </message>
    <message>
        <source>{name} and above</source>
        <translation>{name}及以上</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>all items</source>
        <translation>全部项目</translation>
    </message>
    <message>
        <source>to be decided</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>not certain</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>evidence not opened</source>
        <translation>证据未打开</translation>
    </message>
    <message>
        <source>Find an item</source>
        <translation>查找项目</translation>
    </message>
    <message>
        <source>No item fits these filters.</source>
        <translation>没有符合筛选条件的项目。</translation>
    </message>
    <message>
        <source>{done} of {count} decided</source>
        <translation>已决定 {done}/{count}</translation>
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
    <name>KeyHolders</name>
    <message>
        <source>The keys</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>In this program&apos;s memory</source>
        <translation>在本程序内存中</translation>
    </message>
    <message>
        <source>Who can decrypt what is in the cases</source>
        <translation>谁能解密案件内容</translation>
    </message>
    <message>
        <source>Who can decrypt the models</source>
        <translation>谁能解密模型</translation>
    </message>
    <message>
        <source>Who can decrypt accounts, settings and the audit record</source>
        <translation>谁能解密账户、设置和审计记录</translation>
    </message>
    <message>
        <source>This is cryptography: whoever is not named here has no key, whatever the program says. Recovery codes open everything.</source>
        <translation>这由密码学保证：未列出的人没有密钥，程序也无法绕过。恢复码可以打开全部内容。</translation>
    </message>
    <message>
        <source>hidden: no other program reads them, and they are never written to the disk</source>
        <translation>隐藏：其他程序无法读取，也不会写入磁盘</translation>
    </message>
    <message>
        <source>locked: they are not written to swap nor to memory images</source>
        <translation>已锁定：不会写入交换空间或内存转储</translation>
    </message>
    <message>
        <source>ordinary memory: this system lets the program lock none; use encrypted swap</source>
        <translation>普通内存：系统不允许程序锁定内存，请使用加密的交换空间</translation>
    </message>
    <message>
        <source>branch officers and compliance reviewers</source>
        <translation>网点人员和合规审查人员</translation>
    </message>
    <message>
        <source>these, and model owners</source>
        <translation>以上人员和模型管理员</translation>
    </message>
    <message>
        <source>every user</source>
        <translation>所有用户</translation>
    </message>
    <message>
        <source>nobody but the recovery codes</source>
        <translation>仅恢复码</translation>
    </message>
    <message>
        <source>{names} (waiting to be let in: {waiting})</source>
        <translation>{names}（等待准入：{waiting}）</translation>
    </message>
</context>
<context>
    <name>ListCard</name>
    <message>
        <source>Questions answered</source>
        <translation>已回答的问题</translation>
    </message>
    <message>
        <source>Stop the list</source>
        <translation>停止这组问题</translation>
    </message>
    <message>
        <source>Questions of the list</source>
        <translation>这组问题</translation>
    </message>
    <message numerus="yes">
        <source>List of %n question(s)</source>
        <translation>
            <numerusform>%n 个问题的清单</numerusform>
        </translation>
    </message>
    <message>
        <source>{done} of {count} finished, {found} answered</source>
        <translation>{count} 个问题已完成 {done} 个，其中 {found} 个有答案</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Being written</source>
        <translation>正在书写</translation>
    </message>
    <message>
        <source>Answered</source>
        <translation>已回答</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>未回答</translation>
    </message>
</context>
<context>
    <name>MachineScreen</name>
    <message>
        <source>&amp;Back to the models</source>
        <translation>返回模型(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Measure this machine</source>
        <translation>测量这台计算机(&amp;M)</translation>
    </message>
    <message>
        <source>Takes a minute or some. Leave the machine alone meanwhile.</source>
        <translation>需要一到几分钟，期间请不要使用这台计算机。</translation>
    </message>
    <message>
        <source>What this machine can do</source>
        <translation>这台计算机能做什么</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>Looking at the machine</source>
        <translation>正在查看计算机</translation>
    </message>
    <message>
        <source>Measuring the machine</source>
        <translation>正在测量计算机</translation>
    </message>
    <message>
        <source>The machine was measured.</source>
        <translation>计算机已测量完毕。</translation>
    </message>
    <message>
        <source>Something changed since the machine was measured ({what}). Measure it again.</source>
        <translation>测量之后有变化（{what}），请重新测量。</translation>
    </message>
    <message>
        <source>No models yet</source>
        <translation>还没有模型</translation>
    </message>
    <message>
        <source>Import a model to see how fast it will be on this machine.</source>
        <translation>导入模型后，可以看到它在这台计算机上会有多快。</translation>
    </message>
    <message>
        <source>This machine</source>
        <translation>这台计算机</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>Cores</source>
        <translation>核心</translation>
    </message>
    <message>
        <source>{cores}; a language model that is not tuned uses {threads}</source>
        <translation>{cores} 个；未调优的语言模型使用其中 {threads} 个</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>{free} of {all} free</source>
        <translation>{all}，其中 {free} 空闲</translation>
    </message>
    <message>
        <source>For models</source>
        <translation>供模型使用</translation>
    </message>
    <message>
        <source>Graphics</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Measured</source>
        <translation>测量时间</translation>
    </message>
    <message>
        <source>not yet</source>
        <translation>尚未测量</translation>
    </message>
    <message>
        <source>{name}, {free} of {all} free</source>
        <translation>{name}，{all}，其中 {free} 空闲</translation>
    </message>
    <message>
        <source>none that models can use</source>
        <translation>没有模型可用的显卡</translation>
    </message>
    <message>
        <source>Memory that models need</source>
        <translation>模型需要的内存</translation>
    </message>
    <message>
        <source>The dashed line is what all models together may take, {budget}. A model that is not needed leaves memory when another one needs the room.</source>
        <translation>虚线是所有模型合计可用的内存：{budget}。需要空间时，暂时不用的模型会退出内存。</translation>
    </message>
    <message>
        <source>{model} fits beside the others.</source>
        <translation>{model}：可以与其他模型同时放入内存。</translation>
    </message>
    <message>
        <source>{model} fits, but not beside the others: they take turns.</source>
        <translation>{model}：放得下，但不能与其他模型同时放入，模型会轮流使用内存。</translation>
    </message>
    <message>
        <source>{model} is too large for this machine as it is set.</source>
        <translation>{model}：按当前设置，对这台计算机来说太大。</translation>
    </message>
    <message>
        <source>How fast they will be</source>
        <translation>预计速度</translation>
    </message>
    <message>
        <source>There is no model here that writes answers.</source>
        <translation>这里没有写答案的模型。</translation>
    </message>
    <message>
        <source>Predicted from the size of the model and the speed of this machine, without loading it; usually right within a quarter.</source>
        <translation>根据模型的大小和这台计算机的速度预测，不需要加载模型；误差通常在四分之一以内。</translation>
    </message>
    <message>
        <source>Words written per minute</source>
        <translation>每分钟写出的词数</translation>
    </message>
    <message>
        <source>about {count} words a minute</source>
        <translation>每分钟约 {count} 词</translation>
    </message>
    <message>
        <source>{model}: measure this machine to see its speed.</source>
        <translation>{model}：请先测量这台计算机，才能看到速度。</translation>
    </message>
    <message>
        <source>{model}: its kind of weights was not measured yet; measure again.</source>
        <translation>{model}：它的权重类型尚未测量，请重新测量。</translation>
    </message>
    <message>
        <source>{model}: its file cannot be read; verify the model.</source>
        <translation>{model}：无法读取它的文件，请校验该模型。</translation>
    </message>
    <message>
        <source>{model} reads a page in about {page} and writes an answer of some sentences in about {answer} ({read} and {written} tokens a second).</source>
        <translation>{model}：读一页约需 {page}，写几句话的答案约需 {answer}（每秒读 {read} 个、写 {written} 个词元）。</translation>
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
    <message numerus="yes">
        <source>No activity: the screen locks in %n second(s)</source>
        <translation>
            <numerusform>无操作：屏幕将在 %n 秒后锁定</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MatrixModel</name>
    <message>
        <source>{process}: {layer}</source>
        <translation>{process}：{layer}</translation>
    </message>
    <message>
        <source>does not apply here</source>
        <translation>此处不适用</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>not in force: {reason}</source>
        <translation>未生效：{reason}</translation>
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
        <source>Re&amp;views</source>
        <translation>审查(&amp;V)</translation>
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
        <source>&amp;Audit record</source>
        <translation>审计记录(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Protection</source>
        <translation>防护(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Users, keys and backups</source>
        <translation>用户、密钥与备份(&amp;U)</translation>
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
    <name>ModelBill</name>
    <message>
        <source>What it will ta&amp;ke of memory</source>
        <translation>将占用多少内存(&amp;K)</translation>
    </message>
    <message>
        <source>Looks at the model and the machine; nothing is loaded.</source>
        <translation>只查看模型和本机，不加载任何内容。</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>{place}: {taken} of {free} free</source>
        <translation>{place}：需 {taken}，可用 {free}</translation>
    </message>
    <message>
        <source>It does not fit into what is free now: close other programs first.</source>
        <translation>当前可用内存不足：请先关闭其他程序。</translation>
    </message>
    <message>
        <source>The processor computes everything.</source>
        <translation>全部由处理器计算。</translation>
    </message>
    <message>
        <source>{device} computes everything.</source>
        <translation>全部由 {device} 计算。</translation>
    </message>
    <message>
        <source>{device} computes {layers} of {all} layers.</source>
        <translation>{device} 计算 {all} 层中的 {layers} 层。</translation>
    </message>
    <message>
        <source>If memory runs out, it is loaded with less, down to {taken}.</source>
        <translation>若内存不足，将以更小的配置加载，最低 {taken}。</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Readings</source>
        <translation>已读内容</translation>
    </message>
    <message>
        <source>Work space</source>
        <translation>工作空间</translation>
    </message>
    <message>
        <source>Probabilities</source>
        <translation>概率</translation>
    </message>
    <message>
        <source>Kept readings, at most</source>
        <translation>保留的阅读结果，至多</translation>
    </message>
    <message>
        <source>The program</source>
        <translation>程序本身</translation>
    </message>
    <message>
        <source>{what}, questions</source>
        <translation>{what}（提问）</translation>
    </message>
    <message>
        <source>{what}, batches</source>
        <translation>{what}（批量）</translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>set aside</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>vouched for</source>
        <translation>已认可</translation>
    </message>
    <message>
        <source>signed</source>
        <translation>已签名</translation>
    </message>
    <message>
        <source>not vouched for</source>
        <translation>未认可</translation>
    </message>
    <message>
        <source>Pack and licence</source>
        <translation>数据包与许可</translation>
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
        <source>Publisher</source>
        <translation>发布方</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>网点</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>使用次数</translation>
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
    <name>ModelRows</name>
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
        <source>set aside</source>
        <translation>已停用</translation>
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
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation>模型</translation>
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
        <source>&amp;Import…</source>
        <translation>导入(&amp;I)…</translation>
    </message>
    <message>
        <source>Us&amp;e this model</source>
        <translation>使用此模型(&amp;E)</translation>
    </message>
    <message>
        <source>Go bac&amp;k to this version…</source>
        <translation>退回此版本(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Whom to trust…</source>
        <translation>信任谁(&amp;W)…</translation>
    </message>
    <message>
        <source>What this machine ca&amp;n do</source>
        <translation>这台计算机能做什么(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Tune for this machine…</source>
        <translation>针对本机调优(&amp;T)…</translation>
    </message>
    <message>
        <source>A &amp;pack of head office…</source>
        <translation>总行的数据包(&amp;P)…</translation>
    </message>
    <message>
        <source>A &amp;folder…</source>
        <translation>文件夹(&amp;F)…</translation>
    </message>
    <message>
        <source>Texts of head office in this vault: {texts}</source>
        <translation>此保险库中来自总行的文本：{texts}</translation>
    </message>
    <message>
        <source>Pack of head office</source>
        <translation>总行的数据包</translation>
    </message>
    <message>
        <source>Packs (*.cofferpack)</source>
        <translation>数据包 (*.cofferpack)</translation>
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
        <source>Go back to “{title}”?</source>
        <translation>退回“{title}”？</translation>
    </message>
    <message>
        <source>A newer version of it was used here. Going back may bring back faults that were mended. The reason is kept in the vault&apos;s record.</source>
        <translation>这里使用过更新的版本。退回可能使已修正的错误重新出现。原因将记入保险库的审计记录。</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>退回(&amp;G)</translation>
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
    <name>NoModels</name>
    <message>
        <source>Import the s&amp;tarter models</source>
        <translation>导入随附模型(&amp;T)</translation>
    </message>
    <message>
        <source>No models in this vault</source>
        <translation>此保险库中没有模型</translation>
    </message>
    <message>
        <source>Without models documents cannot be searched and questions cannot be answered. Import the models that came with the program, or a folder that your head office gave you.</source>
        <translation>没有模型就无法检索文档，也无法回答问题。请导入程序随附的模型，或总行提供的模型文件夹。</translation>
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
        <source>Keep the result i&amp;n</source>
        <translation>结果保存到(&amp;N)</translation>
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
    <name>OverviewPane</name>
    <message>
        <source>Reads every page of the case; each sentence is tied to its place.</source>
        <translation>读取案件的每一页；每句话都对应其出处。</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Nothing to see yet</source>
        <translation>暂无内容</translation>
    </message>
    <message>
        <source>Add documents; what they are and say is then gathered here.</source>
        <translation>请添加文档；其类型和内容将汇总在此。</translation>
    </message>
    <message>
        <source>The summary is ready.</source>
        <translation>摘要已生成。</translation>
    </message>
    <message>
        <source>Reading every page</source>
        <translation>正在读取每一页</translation>
    </message>
    <message>
        <source>Ma&amp;ke a summary</source>
        <translation>生成摘要(&amp;K)</translation>
    </message>
    <message>
        <source>Ma&amp;ke the summary again</source>
        <translation>重新生成摘要(&amp;K)</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Documents have changed since it was made; make it again.</source>
        <translation>生成之后文档有变动，请重新生成。</translation>
    </message>
    <message>
        <source>Made {time}</source>
        <translation>生成于 {time}</translation>
    </message>
    <message>
        <source>Needs a look</source>
        <translation>需要查看</translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) of forms are open</source>
        <translation>
            <numerusform>%n 个表单字段待定</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n field(s) differ between documents</source>
        <translation>
            <numerusform>%n 个字段在不同文档中不一致</numerusform>
        </translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>未能读取</translation>
    </message>
    <message>
        <source>Suspicious text</source>
        <translation>可疑文字</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>Other documents</source>
        <translation>其他文档</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>要点</translation>
    </message>
    <message>
        <source>Latest answers</source>
        <translation>最近的回答</translation>
    </message>
    <message>
        <source>Not found.</source>
        <translation>未找到。</translation>
    </message>
    <message>
        <source>Nothing in it was supported.</source>
        <translation>其中没有有依据的内容。</translation>
    </message>
    <message>
        <source>All questions and answers</source>
        <translation>全部问答</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}，第 {page} 页</translation>
    </message>
</context>
<context>
    <name>PackImport</name>
    <message>
        <source>&amp;Back to the models</source>
        <translation>返回模型(&amp;B)</translation>
    </message>
    <message>
        <source>Passphrase of the pack</source>
        <translation>数据包的口令</translation>
    </message>
    <message>
        <source>&amp;Import this pack</source>
        <translation>导入此数据包(&amp;I)</translation>
    </message>
    <message>
        <source>Go bac&amp;k to this version…</source>
        <translation>退回此版本(&amp;K)…</translation>
    </message>
    <message>
        <source>Passphrase &amp;of the pack</source>
        <translation>数据包的口令(&amp;O)</translation>
    </message>
    <message>
        <source>Head office tells it on another way than the pack.</source>
        <translation>口令由总行通过与数据包不同的途径告知。</translation>
    </message>
    <message>
        <source>Import a pack</source>
        <translation>导入数据包</translation>
    </message>
    <message>
        <source>Go back to “{title}”?</source>
        <translation>退回“{title}”？</translation>
    </message>
    <message>
        <source>A newer version of it was seen here. If this one came to the vault before, it may be imported and used again. The reason is kept in the vault&apos;s record.</source>
        <translation>这里出现过更新的版本。如果此版本以前进入过保险库，则可以重新导入并使用。原因将记入保险库的审计记录。</translation>
    </message>
    <message>
        <source>&amp;Go back</source>
        <translation>退回(&amp;G)</translation>
    </message>
    <message>
        <source>{title} is in use now.</source>
        <translation>现在使用的是 {title}。</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>Nothing in it is newer than what this vault has.</source>
        <translation>其中没有比此保险库现有内容更新的内容。</translation>
    </message>
</context>
<context>
    <name>PackSheet</name>
    <message>
        <source>Code {code}</source>
        <translation>代码 {code}</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名人</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>变更内容</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可</translation>
    </message>
    <message>
        <source>What it needs, and what this machine has</source>
        <translation>所需条件与本机条件</translation>
    </message>
    <message>
        <source>already imported</source>
        <translation>已导入过</translation>
    </message>
    <message>
        <source>cannot be imported</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>{file} file, {clear} in it</source>
        <translation>文件 {file}，内容 {clear}</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>发布方</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>序号</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作日期</translation>
    </message>
    <message>
        <source>Can be imported until</source>
        <translation>可导入至</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>nobody this vault knows</source>
        <translation>此保险库不认识的签名人</translation>
    </message>
    <message>
        <source>{found} of the {needed} trusted signatures that are needed</source>
        <translation>需要 {needed} 个受信任的签名，已有 {found} 个</translation>
    </message>
    <message>
        <source>nobody is trusted yet, so no signature counts</source>
        <translation>尚未信任任何一方，因此签名均不计</translation>
    </message>
    <message>
        <source>In all</source>
        <translation>合计</translation>
    </message>
    <message>
        <source>nothing of this name is installed</source>
        <translation>未安装同名内容</translation>
    </message>
    <message>
        <source>Says the publisher</source>
        <translation>发布方说明</translation>
    </message>
    <message>
        <source>Installed now</source>
        <translation>当前安装</translation>
    </message>
    <message>
        <source>Highest number seen here</source>
        <translation>此处见过的最高序号</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Branches</source>
        <translation>网点</translation>
    </message>
    <message>
        <source>For</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>使用次数</translation>
    </message>
    <message>
        <source>{needed}, and {here} is there</source>
        <translation>需要 {needed}，现有 {here}</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Disk</source>
        <translation>磁盘</translation>
    </message>
    <message>
        <source>not said</source>
        <translation>未说明</translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>missing: {names}</source>
        <translation>缺少：{names}</translation>
    </message>
    <message>
        <source>Processor</source>
        <translation>处理器</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s) are asked after the import</source>
        <translation>
            <numerusform>导入后会提 %n 个问题进行检验</numerusform>
        </translation>
    </message>
    <message>
        <source>Self-test</source>
        <translation>自检</translation>
    </message>
</context>
<context>
    <name>PageRemarks</name>
    <message>
        <source>This page is a picture; its words were recognised.</source>
        <translation>此页是图片；其文字由程序识别。</translation>
    </message>
    <message numerus="yes">
        <source>%n place(s) were hard to recognise; they are underlined with dots.</source>
        <translation>
            <numerusform>%n 处难以识别，已用点线标出。</numerusform>
        </translation>
    </message>
    <message>
        <source>There is more like this on the page.</source>
        <translation>此页还有更多类似内容。</translation>
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
        <source>Present key file</source>
        <translation>当前密钥文件</translation>
    </message>
    <message>
        <source>Ask for a key &amp;file too</source>
        <translation>同时要求密钥文件(&amp;F)</translation>
    </message>
    <message>
        <source>Then the passphrase alone, or the file alone, opens nothing.</source>
        <translation>此后仅凭口令或仅凭文件都无法打开。</translation>
    </message>
    <message>
        <source>Key file from now on</source>
        <translation>今后的密钥文件</translation>
    </message>
    <message>
        <source>Make a &amp;new one…</source>
        <translation>新建密钥文件(&amp;N)…</translation>
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
        <source>Present &amp;key file</source>
        <translation>当前密钥文件(&amp;K)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
    <message>
        <source>Leave it empty to keep the present one.</source>
        <translation>留空则继续使用当前文件。</translation>
    </message>
    <message>
        <source>Keep it on a medium of its own, with a copy elsewhere.</source>
        <translation>请单独存放在一个介质上，并在别处保留副本。</translation>
    </message>
    <message>
        <source>Key file from now &amp;on</source>
        <translation>今后的密钥文件(&amp;O)</translation>
    </message>
    <message>
        <source>New key file</source>
        <translation>新密钥文件</translation>
    </message>
</context>
<context>
    <name>PasswordDialog</name>
    <message>
        <source>Password of a document</source>
        <translation>文档密码</translation>
    </message>
    <message>
        <source>Password of the document</source>
        <translation>该文档的密码</translation>
    </message>
    <message>
        <source>&amp;Open and read it</source>
        <translation>打开并读取(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>“{name}” is protected by a password</source>
        <translation>“{name}”受密码保护</translation>
    </message>
    <message>
        <source>Whoever sent the file knows it. It is kept encrypted with the document, so that its pages can be shown again, and is deleted with it.</source>
        <translation>发送该文档的人知道密码。密码与文档一起加密保存，以便再次显示页面，并随文档一起删除。</translation>
    </message>
    <message>
        <source>&amp;Password</source>
        <translation>密码(&amp;P)</translation>
    </message>
    <message>
        <source>Trying…</source>
        <translation>正在尝试…</translation>
    </message>
    <message>
        <source>This password does not open it. Check capital letters and digits.</source>
        <translation>此密码无法打开该文档。请检查大小写和数字。</translation>
    </message>
</context>
<context>
    <name>PinDialog</name>
    <message>
        <source>Trust head office</source>
        <translation>信任总行</translation>
    </message>
    <message>
        <source>Root of head office</source>
        <translation>总行的根信任文件</translation>
    </message>
    <message>
        <source>&amp;Replace what is trusted</source>
        <translation>替换信任对象(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Trust head office</source>
        <translation>信任总行(&amp;T)</translation>
    </message>
    <message>
        <source>Ask head office for the fingerprint by telephone or on paper, not on the way the file came. Type it here; only if it belongs to the file is the file trusted.</source>
        <translation>请通过电话或纸质方式向总行索取指纹，不要使用传送该文件的途径。在此输入指纹；只有与文件相符，文件才会被信任。</translation>
    </message>
    <message>
        <source>This vault trusts {publisher} already. Replacing it is for the case that head office lost its keys; otherwise bring its news as an update.</source>
        <translation>此保险库已信任 {publisher}。仅当总行遗失密钥时才应替换；否则请以更新的方式导入其新内容。</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Finger&amp;print, as head office told it</source>
        <translation>总行告知的指纹(&amp;P)</translation>
    </message>
    <message>
        <source>Ten groups of four; spaces and capitals do not matter.</source>
        <translation>十组，每组四位；空格和大小写不影响。</translation>
    </message>
    <message>
        <source>Reaso&amp;n</source>
        <translation>原因(&amp;N)</translation>
    </message>
    <message>
        <source>It is kept in the vault&apos;s record.</source>
        <translation>原因将记入保险库的审计记录。</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>PrivacyPane</name>
    <message>
        <source>Appl&amp;y this rule</source>
        <translation>采用此规则(&amp;Y)</translation>
    </message>
    <message>
        <source>Look for identif&amp;iers</source>
        <translation>查找标识信息(&amp;I)</translation>
    </message>
    <message>
        <source>Unco&amp;ver this one…</source>
        <translation>显示此项原文(&amp;V)…</translation>
    </message>
    <message>
        <source>Shows what stands there; that you looked is recorded.</source>
        <translation>显示此处的原文；您的查看会被记录。</translation>
    </message>
    <message>
        <source>Which kinds are covered</source>
        <translation>遮盖哪些类型</translation>
    </message>
    <message>
        <source>What this case covers</source>
        <translation>此案件遮盖的内容</translation>
    </message>
    <message>
        <source>What is there</source>
        <translation>文档中有什么</translation>
    </message>
    <message>
        <source>Not looked yet</source>
        <translation>尚未查找</translation>
    </message>
    <message>
        <source>Accounts, identity numbers, addresses and names are listed with their places. Names and addresses are found as far as rules can; read the pages, too.</source>
        <translation>账户、证件号码、地址和姓名将连同位置列出。姓名和地址只能按规则尽量查找；请同时阅读页面。</translation>
    </message>
    <message>
        <source>Looking for identifiers</source>
        <translation>正在查找标识信息</translation>
    </message>
    <message>
        <source>{places} places on {pages}</source>
        <translation>{pages}中有 {places} 处</translation>
    </message>
    <message>
        <source>Nothing was found on {pages}. That does not mean that nothing is there.</source>
        <translation>在{pages}中未找到。这并不表示其中没有。</translation>
    </message>
    <message>
        <source>Uncover {token}?</source>
        <translation>显示 {token} 的原文？</translation>
    </message>
    <message>
        <source>It is shown to you once. That you looked is written into the audit record.</source>
        <translation>原文仅向您显示一次。您的查看会写入审计记录。</translation>
    </message>
    <message>
        <source>&amp;Uncover</source>
        <translation>显示(&amp;U)</translation>
    </message>
    <message>
        <source>{token} stands for: {value}</source>
        <translation>{token} 代表：{value}</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>What is wrong</source>
        <translation>有何错误</translation>
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
    <name>ProposalCard</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>This item has not been looked at yet.</source>
        <translation>此项尚未查看。</translation>
    </message>
    <message>
        <source>Limited elsewhere</source>
        <translation>在别处受限制</translation>
    </message>
    <message>
        <source>What was searched</source>
        <translation>查找范围</translation>
    </message>
    <message>
        <source>How this was made</source>
        <translation>如何得出</translation>
    </message>
    <message>
        <source>certain, {by}</source>
        <translation>确定，{by}</translation>
    </message>
    <message>
        <source>not certain ({share} %), {by}: look closely</source>
        <translation>不确定（{share} %），{by}：请仔细查看</translation>
    </message>
    <message>
        <source>no such paper</source>
        <translation>无此文件</translation>
    </message>
    <message>
        <source>{read} of {total} pages read in {documents}</source>
        <translation>在 {documents} 中读取了 {read}/{total} 页</translation>
    </message>
    <message>
        <source>no document</source>
        <translation>无文档</translation>
    </message>
    <message>
        <source>rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>language model</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>statement model</source>
        <translation>陈述模型</translation>
    </message>
    <message>
        <source>search model</source>
        <translation>检索模型</translation>
    </message>
    <message>
        <source>prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>seed</source>
        <translation>随机种子</translation>
    </message>
</context>
<context>
    <name>ProtectionPage</name>
    <message>
        <source>Check &amp;again</source>
        <translation>重新检查(&amp;A)</translation>
    </message>
    <message>
        <source>E&amp;xport signed proof…</source>
        <translation>导出签名证明(&amp;X)…</translation>
    </message>
    <message>
        <source>Layers of protection and processes</source>
        <translation>防护层与进程</translation>
    </message>
    <message>
        <source>Protection</source>
        <translation>防护</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>检查结果</translation>
    </message>
    <message>
        <source>The fence, layer by layer</source>
        <translation>逐层防护</translation>
    </message>
    <message>
        <source>Each process was started and asked just now. Point at a field, or go there with the arrow keys, to read what it means and why it may be missing.</source>
        <translation>每个进程都是刚刚启动并实际检查的。将鼠标指向某一格，或用方向键移到该格，可查看其含义以及未生效的原因。</translation>
    </message>
    <message>
        <source>in force</source>
        <translation>已生效</translation>
    </message>
    <message>
        <source>not in force</source>
        <translation>未生效</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Looking at the fence</source>
        <translation>正在检查防护</translation>
    </message>
    <message>
        <source>Nothing that this program runs can reach another machine.</source>
        <translation>本程序运行的任何部分都无法连接其他电脑。</translation>
    </message>
    <message>
        <source>The protection is not whole.</source>
        <translation>防护不完整。</translation>
    </message>
    <message>
        <source>Looked at on {when}, by trying: {program} on {system}.</source>
        <translation>{when} 实际检查：{program}，{system}。</translation>
    </message>
    <message>
        <source>File for the proof</source>
        <translation>证明文件</translation>
    </message>
    <message>
        <source>Written: {file}. Its signature is that of the key {fingerprint}.</source>
        <translation>已写入：{file}。签名公钥指纹：{fingerprint}。</translation>
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
    <name>QuestionListDialog</name>
    <message>
        <source>Ask several questions</source>
        <translation>提多个问题</translation>
    </message>
    <message>
        <source>What is the loan amount?
Who is the guarantor?
When does the loan end?</source>
        <translation>贷款金额是多少？
谁是担保人？
贷款何时到期？</translation>
    </message>
    <message>
        <source>&amp;Load from a file…</source>
        <translation>从文件读入(&amp;L)…</translation>
    </message>
    <message>
        <source>As&amp;k all</source>
        <translation>全部提问(&amp;K)</translation>
    </message>
    <message>
        <source>They are asked of all documents of this case.</source>
        <translation>将对本案卷的所有文件提问。</translation>
    </message>
    <message>
        <source>They are asked of “{name}”.</source>
        <translation>将对“{name}”提问。</translation>
    </message>
    <message>
        <source>&amp;Questions, one per line</source>
        <translation>问题，每行一个(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>List of questions</source>
        <translation>问题清单</translation>
    </message>
    <message>
        <source>Text files (*.txt);;All files (*)</source>
        <translation>文本文件 (*.txt);;所有文件 (*)</translation>
    </message>
    <message>
        <source>{count} questions; at most {most} are answered together.</source>
        <translation>{count} 个问题；一次最多一起回答 {most} 个。</translation>
    </message>
    <message>
        <source>Question {place} has more than {most} characters.</source>
        <translation>第 {place} 个问题超过 {most} 个字符。</translation>
    </message>
    <message numerus="yes">
        <source>%n question(s)</source>
        <translation>
            <numerusform>%n 个问题</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>QueueStrip</name>
    <message>
        <source>Reading of documents</source>
        <translation>文档读取</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Hold the reading of all cases, also when the vault is locked meanwhile</source>
        <translation>暂停所有案件的读取，保险库锁定后仍保持暂停</translation>
    </message>
    <message>
        <source>What is read stays in the case; the rest waits</source>
        <translation>已读取的内容保留在案件中，其余的等待读取</translation>
    </message>
    <message>
        <source>Stopping after the step under way…</source>
        <translation>完成当前步骤后停止…</translation>
    </message>
    <message>
        <source>Pausing after the step under way…</source>
        <translation>完成当前步骤后暂停…</translation>
    </message>
    <message>
        <source>Reading is paused</source>
        <translation>读取已暂停</translation>
    </message>
    <message>
        <source>Not everything is read yet</source>
        <translation>尚未全部读取</translation>
    </message>
    <message>
        <source>Reading documents of another case</source>
        <translation>正在读取其他案件的文档</translation>
    </message>
    <message numerus="yes">
        <source>Reading: %n document(s) to go</source>
        <translation>
            <numerusform>正在读取：还剩 %n 个文档</numerusform>
        </translation>
    </message>
    <message>
        <source>Reading</source>
        <translation>正在读取</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) wait.</source>
        <translation>
            <numerusform>有 %n 个文档等待读取。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing is read in any case until you press Go on.</source>
        <translation>按“继续”之前，任何案件都不会读取文档。</translation>
    </message>
    <message>
        <source>A few seconds left</source>
        <translation>还需几秒</translation>
    </message>
    <message>
        <source>About {time} left</source>
        <translation>约剩 {time}</translation>
    </message>
    <message>
        <source>Uses {used} of {limit} memory</source>
        <translation>已用内存 {used}，上限 {limit}</translation>
    </message>
    <message>
        <source>Paus&amp;e</source>
        <translation>暂停(&amp;E)</translation>
    </message>
    <message>
        <source>Go o&amp;n</source>
        <translation>继续(&amp;N)</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>{name}: making it searchable</source>
        <translation>{name}：正在建立索引</translation>
    </message>
    <message>
        <source>{name}: page {page} of {count}</source>
        <translation>{name}：第 {page} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>{name}: page {page}</source>
        <translation>{name}：第 {page} 页</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) of other cases wait to be read.</source>
        <translation>
            <numerusform>其他案件有 %n 个文档等待读取。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n document(s) of other cases wait, too.</source>
        <translation>
            <numerusform>其他案件另有 %n 个文档等待读取。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReadmitDialog</name>
    <message>
        <source>New first passphrase for {name}</source>
        <translation>为 {name} 设置新的初始口令</translation>
    </message>
    <message>
        <source>&amp;Change it</source>
        <translation>更改(&amp;C)</translation>
    </message>
    <message>
        <source>Let the user type it. They get the keys that you hold and their role needs; for others somebody else must let them in.</source>
        <translation>请由该用户本人输入。该用户将获得您持有且其角色所需的密钥；其余密钥须由他人准入。</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
</context>
<context>
    <name>ReasonDialog</name>
    <message>
        <source>&amp;Reason</source>
        <translation>原因(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
</context>
<context>
    <name>RecordPage</name>
    <message>
        <source>Show the &amp;record</source>
        <translation>显示记录(&amp;R)</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>&amp;Newer</source>
        <translation>较新(&amp;N)</translation>
    </message>
    <message>
        <source>Ol&amp;der</source>
        <translation>较早(&amp;D)</translation>
    </message>
    <message>
        <source>F&amp;inish</source>
        <translation>结束查阅(&amp;I)</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>What</source>
        <translation>事件</translation>
    </message>
    <message>
        <source>Object</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Outcome</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Why do you read the record?</source>
        <translation>您为何查阅记录？</translation>
    </message>
    <message>
        <source>The record says who did what and when. Reading it leaves an entry too: your name, the time, what was looked for and this reason.</source>
        <translation>审计记录说明何人在何时做了何事。查阅本身也会留下记录：您的姓名、时间、查找内容和此理由。</translation>
    </message>
    <message>
        <source>&amp;Reason</source>
        <translation>理由(&amp;R)</translation>
    </message>
    <message>
        <source>For example: quarterly review, or the number of an inquiry.</source>
        <translation>例如：季度检查，或调查编号。</translation>
    </message>
    <message>
        <source>Reason: {reason}</source>
        <translation>理由：{reason}</translation>
    </message>
    <message>
        <source>Entries {first} to {last}, newest first</source>
        <translation>第 {first} 至 {last} 条，最新在前</translation>
    </message>
    <message>
        <source>Nothing was recorded that fits.</source>
        <translation>没有符合条件的记录。</translation>
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
    <name>ReplayDialog</name>
    <message>
        <source>Run again</source>
        <translation>重新运行</translation>
    </message>
    <message>
        <source>Proposals compared</source>
        <translation>建议比较</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>The same checklist, day, models, prompts and seed are used once more on the papers as they are now. The review itself stays as it is.</source>
        <translation>用相同的清单、日期、模型、提示词和随机种子，对现有文件再运行一次。审查本身保持不变。</translation>
    </message>
    <message>
        <source>Reading the papers</source>
        <translation>正在读取文件</translation>
    </message>
    <message numerus="yes">
        <source>%n proposal(s) differ.</source>
        <translation>
            <numerusform>有 %n 条建议不同。</numerusform>
        </translation>
    </message>
    <message>
        <source>Every proposal came out the same.</source>
        <translation>每条建议都相同。</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>different</source>
        <translation>不同</translation>
    </message>
    <message>
        <source>{before} before, {after} now</source>
        <translation>之前：{before}，现在：{after}</translation>
    </message>
    <message>
        <source>{verdict}, as before</source>
        <translation>{verdict}，与之前相同</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>&amp;Write to a file…</source>
        <translation>写入文件(&amp;W)…</translation>
    </message>
    <message>
        <source>Pages of the report</source>
        <translation>报告页面</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>The report holds the verdicts, the quotes with their pictures, the exceptions and the signatures. It is signed, and “cofferdam verify” checks it on any computer, without this vault.</source>
        <translation>报告包含结论、引文及其图片、例外和签名。报告经过签名，可在任何计算机上用“cofferdam verify”验证，无需本保险库。</translation>
    </message>
    <message>
        <source>Making the report</source>
        <translation>正在生成报告</translation>
    </message>
    <message>
        <source>Page {page} of {count} of the report</source>
        <translation>报告第 {page} 页，共 {count} 页</translation>
    </message>
    <message>
        <source>PDF, to read and print (*.pdf)</source>
        <translation>PDF，供阅读和打印 (*.pdf)</translation>
    </message>
    <message>
        <source>Word memo (*.docx)</source>
        <translation>Word 备忘录 (*.docx)</translation>
    </message>
    <message>
        <source>Excel list of exceptions (*.xlsx)</source>
        <translation>Excel 例外清单 (*.xlsx)</translation>
    </message>
    <message>
        <source>JSON, for other programs (*.json)</source>
        <translation>JSON，供其他程序使用 (*.json)</translation>
    </message>
    <message>
        <source>Everything for an examiner (*.zip)</source>
        <translation>检查人员所需的全部资料 (*.zip)</translation>
    </message>
    <message>
        <source>Write the report</source>
        <translation>写出报告</translation>
    </message>
    <message>
        <source>Written and signed: {name}</source>
        <translation>已写出并签名：{name}</translation>
    </message>
</context>
<context>
    <name>RestoreDialog</name>
    <message>
        <source>Restore a backup</source>
        <translation>恢复备份</translation>
    </message>
    <message>
        <source>Backup file</source>
        <translation>备份文件</translation>
    </message>
    <message>
        <source>Folder for the restored vault</source>
        <translation>恢复后保险库的文件夹</translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>口令或恢复码</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>&amp;Restore and open</source>
        <translation>恢复并打开(&amp;R)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Backup file</source>
        <translation>备份文件(&amp;B)</translation>
    </message>
    <message>
        <source>If it builds on an earlier one, both must lie in the same folder.</source>
        <translation>如果是增量备份，两个文件必须放在同一文件夹中。</translation>
    </message>
    <message>
        <source>&amp;Folder</source>
        <translation>文件夹(&amp;F)</translation>
    </message>
    <message>
        <source>An empty or new folder. Nothing is overwritten.</source>
        <translation>请选择空文件夹或新文件夹，不会覆盖任何内容。</translation>
    </message>
    <message>
        <source>&amp;Passphrase or recovery code</source>
        <translation>口令或恢复码(&amp;P)</translation>
    </message>
    <message>
        <source>As it was when the backup was made.</source>
        <translation>备份时使用的口令或恢复码。</translation>
    </message>
    <message>
        <source>&amp;Your name</source>
        <translation>您的用户名(&amp;Y)</translation>
    </message>
    <message>
        <source>Leave it empty for a vault of one person or a recovery code.</source>
        <translation>单人保险库或使用恢复码时请留空。</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>密钥文件(&amp;K)</translation>
    </message>
    <message>
        <source>Only if your passphrase needs one.</source>
        <translation>仅在您的口令需要密钥文件时填写。</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>A backup of {when}, {size}.</source>
        <translation>{when} 的备份，{size}。</translation>
    </message>
    <message>
        <source>It builds on an earlier one.</source>
        <translation>这是增量备份，依赖较早的备份。</translation>
    </message>
</context>
<context>
    <name>RetentionPage</name>
    <message>
        <source>Nothing is deleted by looking.</source>
        <translation>查看不会删除任何内容。</translation>
    </message>
    <message>
        <source>Put &amp;in force</source>
        <translation>生效(&amp;I)</translation>
    </message>
    <message>
        <source>L&amp;ook what is due</source>
        <translation>查看到期案件(&amp;O)</translation>
    </message>
    <message>
        <source>Delete &amp;what is due…</source>
        <translation>删除到期案件(&amp;W)…</translation>
    </message>
    <message>
        <source>Cases that are due</source>
        <translation>到期案件</translation>
    </message>
    <message>
        <source> days</source>
        <translation> 天</translation>
    </message>
    <message>
        <source>never</source>
        <translation>从不</translation>
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
        <source>Last used</source>
        <translation>最近使用</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>How long cases are kept</source>
        <translation>案件保存多久</translation>
    </message>
    <message>
        <source>A case is due when either time is over. Nothing is deleted by itself: somebody deletes what is due, below. A case on hold is never due.</source>
        <translation>任一期限届满，案件即到期。不会自动删除任何内容：须由人员在下方删除到期案件。处于保全状态的案件永不到期。</translation>
    </message>
    <message>
        <source>After the last us&amp;e</source>
        <translation>最近使用之后(&amp;E)</translation>
    </message>
    <message>
        <source>After closi&amp;ng</source>
        <translation>结案之后(&amp;N)</translation>
    </message>
    <message numerus="yes">
        <source>%n case(s) due</source>
        <translation>
            <numerusform>%n 个案件到期</numerusform>
        </translation>
    </message>
    <message>
        <source>No case is due.</source>
        <translation>没有到期的案件。</translation>
    </message>
    <message>
        <source>The rules are in force.</source>
        <translation>规则已生效。</translation>
    </message>
    <message numerus="yes">
        <source>Delete %n case(s)?</source>
        <translation>
            <numerusform>删除 %n 个案件？</numerusform>
        </translation>
    </message>
    <message>
        <source>Their documents, questions, answers and scores are deleted and their keys are destroyed. This cannot be undone. The date of this computer is {today}: if it is wrong, cases may be due that are not.</source>
        <translation>其中的文档、提问、回答和评分都将被删除，密钥将被销毁。此操作无法撤消。本机日期为 {today}：如果日期有误，未到期的案件也可能被视为到期。</translation>
    </message>
    <message>
        <source>&amp;Delete them</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Deleting</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>Is it really {today}?</source>
        <translation>今天确实是 {today} 吗？</translation>
    </message>
    <message>
        <source>The vault saw {latest} last, which is long before. If the clock runs ahead, cases are deleted that are not due. That you said it is right is recorded.</source>
        <translation>保险库最近见到的时间是 {latest}，相距很久。如果时钟走快，会删除未到期的案件。您确认时钟正确这一点将被记录。</translation>
    </message>
    <message>
        <source>The clock is &amp;right, delete</source>
        <translation>时钟正确，删除(&amp;R)</translation>
    </message>
</context>
<context>
    <name>ReviewBar</name>
    <message>
        <source>Go o&amp;n</source>
        <translation>继续(&amp;N)</translation>
    </message>
    <message>
        <source>Run aga&amp;in…</source>
        <translation>重新运行(&amp;I)…</translation>
    </message>
    <message>
        <source>Review once more with the same models, and show what differs.</source>
        <translation>用相同的模型再审查一次，并显示不同之处。</translation>
    </message>
    <message>
        <source>R&amp;eport…</source>
        <translation>报告(&amp;E)…</translation>
    </message>
    <message>
        <source>Sig&amp;n off…</source>
        <translation>签署(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;All reviews</source>
        <translation>全部审查(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Open case</source>
        <translation>打开案件(&amp;O)</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) still to decide</source>
        <translation>
            <numerusform>还有 %n 项待决定</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ReviewLimitsPage</name>
    <message>
        <source>Put in force</source>
        <translation>使其生效</translation>
    </message>
    <message>
        <source>Decides items up to</source>
        <translation>可决定的最高严重程度</translation>
    </message>
    <message>
        <source>Waives exceptions up to</source>
        <translation>可豁免的例外最高程度</translation>
    </message>
    <message>
        <source>Signs as checker over exceptions up to</source>
        <translation>作为复核人可签署的例外最高程度</translation>
    </message>
    <message>
        <source>What a role may do in reviews by itself</source>
        <translation>各角色在审查中可独立做什么</translation>
    </message>
    <message>
        <source>Limits go by the severity of an item. Somebody with several roles has the highest of their limits. Whoever signed as the maker or decided an item never checks the same review, whatever stands here.</source>
        <translation>权限按项目的严重程度划分。有多个角色者取其中最高权限。无论此处如何设定，作为经办人签署或决定过任何一项的人都不能复核同一审查。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>These limits hold from now on, for all reviews.</source>
        <translation>这些权限从现在起适用于所有审查。</translation>
    </message>
</context>
<context>
    <name>ReviewPage</name>
    <message>
        <source>Reading the papers</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>You took part in this review; another person checks it.</source>
        <translation>您参与了此审查；由他人复核。</translation>
    </message>
    <message>
        <source>You check this review: open the evidence of every item.</source>
        <translation>您正在复核此审查：请打开每一项的证据。</translation>
    </message>
    <message>
        <source>This review is signed, so its items are not changed.</source>
        <translation>此审查已签署，项目不可更改。</translation>
    </message>
    <message>
        <source>Items can be decided when all of them have been looked at.</source>
        <translation>全部项目查看完毕后方可决定。</translation>
    </message>
    <message>
        <source>Your role does not allow deciding items.</source>
        <translation>您的角色不允许决定项目。</translation>
    </message>
</context>
<context>
    <name>ReviewPanes</name>
    <message>
        <source>All evidence was opened.</source>
        <translation>全部证据已打开。</translation>
    </message>
    <message>
        <source>Every item is decided.</source>
        <translation>每一项均已决定。</translation>
    </message>
</context>
<context>
    <name>ReviewsList</name>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>unfinished</source>
        <translation>未完成</translation>
    </message>
    <message>
        <source>overdue exceptions</source>
        <translation>逾期例外</translation>
    </message>
    <message>
        <source>all</source>
        <translation>全部</translation>
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
        <source>Reviews</source>
        <translation>审查</translation>
    </message>
    <message>
        <source>Unfinished reviews by age</source>
        <translation>未完成审查的历时</translation>
    </message>
    <message>
        <source>No reviews yet</source>
        <translation>尚无审查</translation>
    </message>
    <message>
        <source>A review goes through a checklist and shows for each item what the papers of a case say. Open a case and press “Review…”.</source>
        <translation>审查逐项核对检查清单，并列出案卷文件对每一项的说明。请打开一个案件并点击“审查…”。</translation>
    </message>
    <message>
        <source>Case</source>
        <translation>案件</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>Decided</source>
        <translation>已决定</translation>
    </message>
    <message>
        <source>{done} of {all}</source>
        <translation>{done}/{all}</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>Age</source>
        <translation>已历时</translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签署人</translation>
    </message>
    <message>
        <source>{count} ({overdue} overdue)</source>
        <translation>{count}（{overdue} 个逾期）</translation>
    </message>
    <message>
        <source>This case cannot be read: {why}</source>
        <translation>无法读取此案件：{why}</translation>
    </message>
    <message>
        <source>{open} of {all} reviews are unfinished, {overdue} exceptions overdue</source>
        <translation>{all} 个审查中 {open} 个未完成，{overdue} 个例外逾期</translation>
    </message>
    <message>
        <source>{days} days and more</source>
        <translation>{days} 天及以上</translation>
    </message>
    <message>
        <source>{least} to {most} days</source>
        <translation>{least} 至 {most} 天</translation>
    </message>
</context>
<context>
    <name>ReviewsPage</name>
    <message>
        <source>Reviews</source>
        <translation>审查</translation>
    </message>
    <message>
        <source>&amp;All reviews</source>
        <translation>全部审查(&amp;A)</translation>
    </message>
    <message>
        <source>Many cases at o&amp;nce</source>
        <translation>批量审查(&amp;N)</translation>
    </message>
    <message>
        <source>Chec&amp;klists</source>
        <translation>检查清单(&amp;K)</translation>
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
    <name>RolesDialog</name>
    <message>
        <source>Roles of {name}</source>
        <translation>{name} 的角色</translation>
    </message>
    <message>
        <source>&amp;Change the roles</source>
        <translation>更改角色(&amp;C)</translation>
    </message>
    <message>
        <source>Keys that the roles need and you do not hold are missing until somebody who holds them lets the user in.</source>
        <translation>角色需要而您未持有的密钥，须由持有者准入该用户后才能获得。</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
</context>
<context>
    <name>RollbackDialog</name>
    <message>
        <source>This vault is not in its newest state</source>
        <translation>此保险库不是最新状态</translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation>口令</translation>
    </message>
    <message>
        <source>&amp;Keep it closed</source>
        <translation>保持关闭(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Go on on purpose</source>
        <translation>确认继续(&amp;G)</translation>
    </message>
    <message>
        <source>Code {code}</source>
        <translation>代码 {code}</translation>
    </message>
    <message>
        <source>Somebody may have put an old copy in its place, to make later entries disappear. Or it was restored for a good reason: then open it and say why. What was expected, what is there, your name and the reason are recorded for good. If you do not know the reason, keep it closed and tell your auditor.</source>
        <translation>可能有人用旧副本替换了保险库，以抹去后来的记录；也可能是因正当原因恢复的，如属后者，请打开并说明理由。预期状态、实际状态、您的姓名和理由都会永久记录。如果不清楚原因，请保持关闭并告知审计人员。</translation>
    </message>
    <message>
        <source>&amp;Reason for going on</source>
        <translation>继续的理由(&amp;R)</translation>
    </message>
    <message>
        <source>For example: restored from the backup of Monday after a disk failure.</source>
        <translation>例如：磁盘故障后从周一的备份恢复。</translation>
    </message>
    <message>
        <source>&amp;Passphrase, once more</source>
        <translation>再次输入口令(&amp;P)</translation>
    </message>
</context>
<context>
    <name>RuleForm</name>
    <message>
        <source>Words beside the value, one on a line</source>
        <translation>数值旁边的词语，每行一个</translation>
    </message>
    <message>
        <source>What it is</source>
        <translation>数值的类型</translation>
    </message>
    <message>
        <source>Amounts may differ by</source>
        <translation>金额允许的差异</translation>
    </message>
    <message>
        <source>Kind of number</source>
        <translation>号码种类</translation>
    </message>
    <message>
        <source>Rule over transactions</source>
        <translation>交易规则</translation>
    </message>
    <message>
        <source>Amount that it is about (0: the usual one)</source>
        <translation>所涉金额（0：通常的金额）</translation>
    </message>
    <message>
        <source>No page or schedule may be missing</source>
        <translation>不得缺页或缺附表</translation>
    </message>
    <message>
        <source>It must be signed</source>
        <translation>必须签字</translation>
    </message>
    <message>
        <source>Its date must keep a rule</source>
        <translation>其日期须符合规则</translation>
    </message>
    <message>
        <source>How many papers at least</source>
        <translation>至少需要几份</translation>
    </message>
    <message>
        <source>Parties that must each sign, one on a line (empty: all)</source>
        <translation>必须各自签字的各方，每行一个（不填：全部）</translation>
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
        <source>Sho&amp;w as a table</source>
        <translation>以表格显示(&amp;W)</translation>
    </message>
    <message>
        <source>Sho&amp;w as a chart</source>
        <translation>以图表显示(&amp;W)</translation>
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
        <source>Made by {model} {version} ({digest}).</source>
        <translation>由 {model} {version}（{digest}）评定。</translation>
    </message>
    <message>
        <source>Kept in the case since {time}.</source>
        <translation>于 {time} 保存到案件。</translation>
    </message>
</context>
<context>
    <name>SearchPane</name>
    <message>
        <source>Words or a question</source>
        <translation>词语或问题</translation>
    </message>
    <message>
        <source>Search the documents of this case</source>
        <translation>在此案件的文档中搜索</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的位置</translation>
    </message>
    <message>
        <source>Find a place</source>
        <translation>查找位置</translation>
    </message>
    <message>
        <source>Type words or a question. Every place found is marked on its page; F3 goes to the next one.</source>
        <translation>请输入词语或问题。找到的每一处都会在页面上标出；按 F3 转到下一处。</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>{found} of {searched} passages fit; the best are listed.</source>
        <translation>{searched} 个段落中有 {found} 个符合；列出最符合的。</translation>
    </message>
    <message>
        <source>Nothing fits. Try fewer or other words, or take away a filter.</source>
        <translation>没有符合的内容。请减少或更换词语，或去掉筛选条件。</translation>
    </message>
    <message>
        <source>Add a document first; then it can be searched.</source>
        <translation>请先添加文档，然后才能搜索。</translation>
    </message>
</context>
<context>
    <name>SecondPane</name>
    <message>
        <source>Document beside the page</source>
        <translation>并排显示的文档</translation>
    </message>
    <message>
        <source>Beside:</source>
        <translation>并排：</translation>
    </message>
</context>
<context>
    <name>SecretDialog</name>
    <message>
        <source>Passphrase of the backup</source>
        <translation>备份的口令</translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation>口令或恢复码</translation>
    </message>
    <message>
        <source>&amp;Try it</source>
        <translation>开始演练(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Passphrase or recovery code</source>
        <translation>口令或恢复码(&amp;P)</translation>
    </message>
    <message>
        <source>As it was when the backup was made.</source>
        <translation>备份时使用的口令或恢复码。</translation>
    </message>
    <message>
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>密钥文件(&amp;K)</translation>
    </message>
    <message>
        <source>Only if your passphrase needs one.</source>
        <translation>仅在您的口令需要密钥文件时填写。</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
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
        <source>nothing</source>
        <translation>不保留</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation>语言(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Bank&apos;s name on reports</source>
        <translation>报告上的机构名称(&amp;B)</translation>
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
        <source>Memory for read&amp;ing documents</source>
        <translation>读取文档可用的内存(&amp;I)</translation>
    </message>
    <message>
        <source>A document that was asked need not be read again. It is kept encrypted with the case; what was not used longest leaves first.</source>
        <translation>问过的文件不必再读一遍。内容随案件加密保存；最久未用的先删除。</translation>
    </message>
    <message>
        <source>Passphrase, &amp;key file…</source>
        <translation>口令与密钥文件(&amp;K)…</translation>
    </message>
    <message>
        <source>Them&amp;e</source>
        <translation>主题(&amp;E)</translation>
    </message>
    <message>
        <source>Of your bank or firm, from the next opening of the vault.</source>
        <translation>您的银行或机构的名称，自下次打开保险库起生效。</translation>
    </message>
    <message>
        <source>A key file can be asked for too. The recovery code keeps working.</source>
        <translation>可以同时要求密钥文件。恢复码继续有效。</translation>
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
        <source>What the readers may hold together; a long document is read in parts rather than beyond it.</source>
        <translation>各读取进程合计可占用的内存；长文档会分段读取，而不会超出上限。</translation>
    </message>
    <message>
        <source>Sa&amp;ve what was read, up to</source>
        <translation>保存读过的内容，最多(&amp;V)</translation>
    </message>
    <message>
        <source>Memor&amp;y for models</source>
        <translation>供模型使用的内存(&amp;Y)</translation>
    </message>
    <message>
        <source>For all models together. Automatic takes 60 % of what is free when the vault is unlocked; what does not fit takes turns.</source>
        <translation>所有模型合计。“自动”取解锁保险库时空闲内存的 60 %；放不下的模型轮流使用。</translation>
    </message>
    <message>
        <source>These seven take effect when the vault is unlocked the next time.</source>
        <translation>以上七项在下次解锁保险库时生效。</translation>
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
        <source>Audit record</source>
        <translation>审计记录</translation>
    </message>
    <message>
        <source>Protection: the offline proof</source>
        <translation>防护：离线证明</translation>
    </message>
    <message>
        <source>Users, keys and backups</source>
        <translation>用户、密钥与备份</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>审查</translation>
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
        <source>Review the case against a checklist</source>
        <translation>按检查清单审查案件</translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Add a folder</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>Next pane: documents, page, what is beside it</source>
        <translation>下一窗格：文档、页面、旁边的内容</translation>
    </message>
    <message>
        <source>Questions beside the page</source>
        <translation>页面旁的提问</translation>
    </message>
    <message>
        <source>Search beside the page</source>
        <translation>页面旁的搜索</translation>
    </message>
    <message>
        <source>Form beside the page</source>
        <translation>页面旁的表单</translation>
    </message>
    <message>
        <source>Overview of the case</source>
        <translation>案件概览</translation>
    </message>
    <message>
        <source>Privacy: what is covered</source>
        <translation>隐私：遮盖的内容</translation>
    </message>
    <message>
        <source>Another page side by side</source>
        <translation>并排显示另一页</translation>
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
        <source>Next place of a search or an answer</source>
        <translation>搜索或回答的下一处</translation>
    </message>
    <message>
        <source>The place before</source>
        <translation>上一处</translation>
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
        <source>Review, in its three panes</source>
        <translation>审查的三个窗格</translation>
    </message>
    <message>
        <source>Next open item; of the checker, one not opened yet</source>
        <translation>下一个未决项；复核人：下一个未打开的项目</translation>
    </message>
    <message>
        <source>Accept the proposal (Return, too)</source>
        <translation>接受建议（也可按回车）</translation>
    </message>
    <message>
        <source>Correct the verdict</source>
        <translation>更正结论</translation>
    </message>
    <message>
        <source>Reject the proposal</source>
        <translation>拒绝建议</translation>
    </message>
    <message>
        <source>Next evidence of the item</source>
        <translation>该项的下一处证据</translation>
    </message>
    <message>
        <source>Decide what is typed (Esc: do not)</source>
        <translation>按所填内容决定（Esc：放弃）</translation>
    </message>
    <message>
        <source>Next pane: items, page, decision</source>
        <translation>下一个窗格：项目、页面、决定</translation>
    </message>
    <message>
        <source>Form, in the list of its fields</source>
        <translation>表单（在字段列表中）</translation>
    </message>
    <message>
        <source>Next open field</source>
        <translation>下一个待定字段</translation>
    </message>
    <message>
        <source>Accept the value (Return, too)</source>
        <translation>接受该值（也可按回车）</translation>
    </message>
    <message>
        <source>Correct the value</source>
        <translation>更正该值</translation>
    </message>
    <message>
        <source>Reject the value</source>
        <translation>拒绝该值</translation>
    </message>
    <message>
        <source>Score what is in the form</source>
        <translation>按表单内容评分</translation>
    </message>
</context>
<context>
    <name>SigningDialog</name>
    <message>
        <source>Sign off</source>
        <translation>签署</translation>
    </message>
    <message>
        <source>Exceptions</source>
        <translation>例外</translation>
    </message>
    <message>
        <source>There are no exceptions.</source>
        <translation>没有例外。</translation>
    </message>
    <message>
        <source>&amp;Sign as the maker</source>
        <translation>作为经办人签署(&amp;S)</translation>
    </message>
    <message>
        <source>Check and &amp;sign</source>
        <translation>复核并签署(&amp;S)</translation>
    </message>
    <message>
        <source>Send &amp;back</source>
        <translation>退回(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Open again</source>
        <translation>重新打开(&amp;O)</translation>
    </message>
    <message>
        <source>What is left</source>
        <translation>待办</translation>
    </message>
    <message>
        <source>Signatures of this round</source>
        <translation>本轮签名</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>&amp;Note or reason</source>
        <translation>备注或理由(&amp;N)</translation>
    </message>
    <message>
        <source>Sending back and opening again need a reason; with a signature it is free.</source>
        <translation>退回和重新打开须填写理由；签署时可不填。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Item</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Verdict</source>
        <translation>结论</translation>
    </message>
    <message>
        <source>Severity</source>
        <translation>严重程度</translation>
    </message>
    <message>
        <source>Owner</source>
        <translation>负责人</translation>
    </message>
    <message>
        <source>Due</source>
        <translation>到期日</translation>
    </message>
    <message>
        <source>waived</source>
        <translation>已豁免</translation>
    </message>
    <message>
        <source>Maker</source>
        <translation>经办人</translation>
    </message>
    <message>
        <source>Checker</source>
        <translation>复核人</translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) are not decided.</source>
        <translation>
            <numerusform>有 %n 项尚未决定。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>You have not opened the evidence of %n item(s).</source>
        <translation>
            <numerusform>您还有 %n 项的证据未打开。</numerusform>
        </translation>
    </message>
    <message>
        <source>Nothing: the review is signed by two persons.</source>
        <translation>无：审查已由两人签署。</translation>
    </message>
    <message>
        <source>Every item is decided; the maker can sign.</source>
        <translation>每一项均已决定；经办人可以签署。</translation>
    </message>
    <message>
        <source>You have opened all evidence, and can sign as the checker.</source>
        <translation>您已打开全部证据，可以作为复核人签署。</translation>
    </message>
    <message>
        <source>You took part in it; another person with the role reviewer signs.</source>
        <translation>您参与了此审查；由另一位合规审查员签署。</translation>
    </message>
    <message>
        <source>A person with the role reviewer opens the evidence and signs.</source>
        <translation>由具有合规审查员角色的人打开证据并签署。</translation>
    </message>
    <message>
        <source>{part}: has not signed</source>
        <translation>{part}：尚未签署</translation>
    </message>
    <message>
        <source>{part}: {by}, {at}, content {digest}</source>
        <translation>{part}：{by}，{at}，内容 {digest}</translation>
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
    <name>StartPane</name>
    <message>
        <source>&amp;Begin the review</source>
        <translation>开始审查(&amp;B)</translation>
    </message>
    <message>
        <source>Review “{case}”</source>
        <translation>审查“{case}”</translation>
    </message>
    <message>
        <source>Each item of the checklist is looked for in the papers of this case. You get a proposal with its places; nothing counts before a person has decided it, and a second person signs.</source>
        <translation>检查清单的每一项都会在本案文件中查找。您会得到附有出处的建议；在有人作出决定之前均不作数，并须第二人签署。</translation>
    </message>
    <message>
        <source>Chec&amp;klist</source>
        <translation>检查清单(&amp;K)</translation>
    </message>
    <message>
        <source>Reviews of this case</source>
        <translation>本案的审查</translation>
    </message>
    <message>
        <source>{title} {version}, {at}: {state}, {done} of {all} decided</source>
        <translation>{title} {version}，{at}：{state}，已决定 {done}/{all}</translation>
    </message>
    <message>
        <source>There is no checklist yet. Import one under Reviews.</source>
        <translation>尚无检查清单。请在“审查”中导入。</translation>
    </message>
    <message>
        <source>{count} items, {where}</source>
        <translation>{count} 项，{where}</translation>
    </message>
    <message>
        <source>Signed by {name}</source>
        <translation>由 {name} 签名</translation>
    </message>
    <message>
        <source>This checklist is not in force today: from {begin} to {end}.</source>
        <translation>此清单今天不在有效期内：{begin} 至 {end}。</translation>
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
        <source>Reviews</source>
        <translation>审查</translation>
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
        <source>Audi&amp;t</source>
        <translation>审计(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Protection</source>
        <translation>防护(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Users</source>
        <translation>用户(&amp;U)</translation>
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
        <source>Screen locked, vault open for a run</source>
        <translation>屏幕已锁定，保险库为批量运行保持打开</translation>
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
    <name>StayOn</name>
    <message>
        <source>Go on while nobo&amp;dy is here</source>
        <translation>无人时继续运行(&amp;D)</translation>
    </message>
    <message>
        <source>When nobody has touched keyboard or mouse for a while, the screen is locked. The vault stays open for the run, with its keys in memory, until the run has ended; then it locks.</source>
        <translation>键盘和鼠标闲置一段时间后，屏幕会锁定。保险库会为此次运行保持打开，密钥留在内存中，直到运行结束，然后锁定。</translation>
    </message>
    <message>
        <source>A policy of head office bounds the idle lock, so the run stops when the vault locks. It waits then for “Go on”.</source>
        <translation>总行的策略限制了闲置锁定时间，因此保险库锁定时运行会停止，之后等待“继续”。</translation>
    </message>
</context>
<context>
    <name>TrustScreen</name>
    <message>
        <source>&amp;Back to the models</source>
        <translation>返回模型(&amp;B)</translation>
    </message>
    <message>
        <source>Trust</source>
        <translation>信任</translation>
    </message>
    <message>
        <source>Update fr&amp;om a file…</source>
        <translation>从文件更新(&amp;O)…</translation>
    </message>
    <message>
        <source>Trust hea&amp;d office…</source>
        <translation>信任总行(&amp;D)…</translation>
    </message>
    <message>
        <source>The clock is right &amp;now…</source>
        <translation>时钟现已正确(&amp;N)…</translation>
    </message>
    <message>
        <source>Replace &amp;whom to trust…</source>
        <translation>替换信任对象(&amp;W)…</translation>
    </message>
    <message>
        <source>Trusted publisher</source>
        <translation>受信任的发布方</translation>
    </message>
    <message>
        <source>Who may sign</source>
        <translation>有权签名者</translation>
    </message>
    <message>
        <source>What was revoked</source>
        <translation>已撤销的内容</translation>
    </message>
    <message>
        <source>Nobody is trusted yet</source>
        <translation>尚未信任任何一方</translation>
    </message>
    <message>
        <source>Packs are imported only from publishers that this vault trusts. Head office gives you a file with its keys and, on another way, the fingerprint of that file.</source>
        <translation>只能导入此保险库信任的发布方的数据包。总行会提供包含其密钥的文件，并通过另一途径告知该文件的指纹。</translation>
    </message>
    <message>
        <source>{day}, over</source>
        <translation>{day}，已过期</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>taken</source>
        <translation>接受</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>发布方</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>有效期至</translation>
    </message>
    <message>
        <source>Models without a signature</source>
        <translation>无签名的模型</translation>
    </message>
    <message>
        <source>Dates are compared with</source>
        <translation>日期比对依据</translation>
    </message>
    <message numerus="yes">
        <source>%n signature(s) needed</source>
        <translation>
            <numerusform>需要 %n 个签名</numerusform>
        </translation>
    </message>
    <message>
        <source>revoked</source>
        <translation>已撤销</translation>
    </message>
    <message>
        <source>List</source>
        <translation>清单</translation>
    </message>
    <message>
        <source>none was ever brought here</source>
        <translation>从未导入过</translation>
    </message>
    <message numerus="yes">
        <source>number {number}, %n day(s) old</source>
        <translation>
            <numerusform>第 {number} 号，已有 %n 天</numerusform>
        </translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Pack</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>News of head office</source>
        <translation>总行的信任更新</translation>
    </message>
    <message>
        <source>The news of head office is in force.</source>
        <translation>总行的信任更新已生效。</translation>
    </message>
    <message>
        <source>Nothing in it is newer than what this vault has.</source>
        <translation>其中没有比此保险库现有内容更新的内容。</translation>
    </message>
    <message>
        <source>Packs of this publisher can be imported now.</source>
        <translation>现在可以导入此发布方的数据包。</translation>
    </message>
    <message>
        <source>Compare dates with this computer&apos;s clock again?</source>
        <translation>重新以本机时钟比对日期？</translation>
    </message>
    <message>
        <source>The vault has seen a later time than the clock shows now. Go on only if the clock had run ahead before and is right now. The reason is kept in the vault&apos;s record.</source>
        <translation>保险库记录过的时间晚于时钟现在显示的时间。只有在时钟以前走快而现在正确时才可继续。原因将记入保险库的审计记录。</translation>
    </message>
    <message>
        <source>&amp;The clock is right</source>
        <translation>时钟正确(&amp;T)</translation>
    </message>
    <message>
        <source>Dates are compared with the clock again.</source>
        <translation>已重新以时钟比对日期。</translation>
    </message>
</context>
<context>
    <name>TuningScreen</name>
    <message>
        <source>&amp;Back to the models</source>
        <translation>返回模型(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Measure and use the result</source>
        <translation>测量并采用结果(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Undo the tuning…</source>
        <translation>撤销调优(&amp;U)…</translation>
    </message>
    <message>
        <source>{title} on this machine</source>
        <translation>本机上的 {title}</translation>
    </message>
    <message>
        <source>A profile of another machine or engine is not used.</source>
        <translation>另一台机器或另一版引擎的测量结果不予采用。</translation>
    </message>
    <message>
        <source>Not measured yet. Measuring takes some minutes, in which the machine should have nothing else to do. The faster settings are used from then on; other weights are used only if they change next to nothing, and the original stays in the vault.</source>
        <translation>尚未测量。测量需要几分钟，期间本机最好不做其他工作。此后采用较快的设置；只有几乎不改变结果时才换用其他权重，原模型仍保留在保险库中。</translation>
    </message>
    <message>
        <source>{value}: the likeliest token stays the same at {same} of the fixed text, mean divergence {kl}; {changed} of {answers} answers differ ({rounding} if the original is computed in another order).</source>
        <translation>{value}：在固定文本的 {same} 处，最可能的词元保持不变，平均散度 {kl}；{answers} 个回答中有 {changed} 个不同（原模型换一种计算顺序时有 {rounding} 个不同）。</translation>
    </message>
    <message>
        <source>{rate} tokens/s</source>
        <translation>{rate} 词元/秒</translation>
    </message>
    <message>
        <source>on</source>
        <translation>开</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关</translation>
    </message>
    <message>
        <source>{value}, {tokens} tokens</source>
        <translation>{value}，{tokens} 词元</translation>
    </message>
    <message>
        <source>{words} · used</source>
        <translation>{words} · 采用</translation>
    </message>
    <message>
        <source>{words} · changes too much</source>
        <translation>{words} · 改变过大</translation>
    </message>
    <message>
        <source>{words} · not clearly faster</source>
        <translation>{words} · 无明显提速</translation>
    </message>
    <message>
        <source>Measuring</source>
        <translation>正在测量</translation>
    </message>
    <message>
        <source>The result is used from now on.</source>
        <translation>从现在起采用该结果。</translation>
    </message>
    <message>
        <source>Undo the tuning?</source>
        <translation>撤销调优？</translation>
    </message>
    <message>
        <source>The model is used as its publisher made it, with the usual settings. Weights that were made here are deleted.</source>
        <translation>模型将按发布者提供的原样和通常的设置使用。在本机生成的权重会被删除。</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>Undoing</source>
        <translation>正在撤销</translation>
    </message>
    <message>
        <source>The model is used as its publisher made it.</source>
        <translation>模型按发布者提供的原样使用。</translation>
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
        <source>Key file</source>
        <translation>密钥文件</translation>
    </message>
    <message>
        <source>Make a &amp;new vault…</source>
        <translation>新建保险库(&amp;N)…</translation>
    </message>
    <message>
        <source>Restore a &amp;backup…</source>
        <translation>恢复备份(&amp;B)…</translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation>正在解锁</translation>
    </message>
    <message>
        <source>&amp;Your name</source>
        <translation>您的用户名(&amp;Y)</translation>
    </message>
    <message>
        <source>Leave it empty for a recovery code.</source>
        <translation>使用恢复码时请留空。</translation>
    </message>
    <message>
        <source>&amp;Key file</source>
        <translation>密钥文件(&amp;K)</translation>
    </message>
    <message>
        <source>Only if your passphrase needs one.</source>
        <translation>仅在您的口令需要密钥文件时填写。</translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation>口令(&amp;P)</translation>
    </message>
    <message>
        <source>Passphrase lost? Type the recovery code here instead, or two people&apos;s codes one after the other.</source>
        <translation>忘记口令？可在此输入恢复码，或依次输入两个人的恢复码。</translation>
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
        <source>The run over many cases has ended, and the vault is locked. Unlock it to see what came out.</source>
        <translation>批量运行已结束，保险库已锁定。解锁后即可查看结果。</translation>
    </message>
    <message>
        <source>There is no vault in this folder yet. Make a new one, or choose another.</source>
        <translation>此文件夹中还没有保险库。请新建一个，或选择其他文件夹。</translation>
    </message>
</context>
<context>
    <name>Unlocking</name>
    <message>
        <source>&amp;Unlock</source>
        <translation>解锁(&amp;U)</translation>
    </message>
    <message>
        <source>Unlock in {seconds} s</source>
        <translation>{seconds} 秒后可解锁</translation>
    </message>
</context>
<context>
    <name>UnreadDialog</name>
    <message>
        <source>What could not be read</source>
        <translation>未能读取的内容</translation>
    </message>
    <message>
        <source>Nothing below is found by a search or cited in an answer. Look at these places yourself.</source>
        <translation>以下内容无法被搜索到，也不会在回答中引用。请自行查看。</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Enter the password…</source>
        <translation>输入密码…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Page {page}</source>
        <translation>第 {page} 页</translation>
    </message>
    <message>
        <source>Open page {page} of {name}</source>
        <translation>打开 {name} 第 {page} 页</translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>另有 %n 项</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>UsagePage</name>
    <message>
        <source>by user</source>
        <translation>按用户</translation>
    </message>
    <message>
        <source>by case</source>
        <translation>按案件</translation>
    </message>
    <message>
        <source>by model</source>
        <translation>按模型</translation>
    </message>
    <message>
        <source>by kind of work</source>
        <translation>按工作种类</translation>
    </message>
    <message>
        <source>by day</source>
        <translation>按日期</translation>
    </message>
    <message>
        <source>Sums</source>
        <translation>合计方式</translation>
    </message>
    <message>
        <source>since the beginning</source>
        <translation>从开始至今</translation>
    </message>
    <message>
        <source>today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>the last 7 days</source>
        <translation>最近 7 天</translation>
    </message>
    <message>
        <source>the last 30 days</source>
        <translation>最近 30 天</translation>
    </message>
    <message>
        <source>the last year</source>
        <translation>最近一年</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>E&amp;xport as CSV…</source>
        <translation>导出为 CSV(&amp;X)…</translation>
    </message>
    <message>
        <source>Time that models worked</source>
        <translation>模型工作的时间</translation>
    </message>
    <message>
        <source>What the models did</source>
        <translation>模型做了什么</translation>
    </message>
    <message>
        <source>The models have done nothing yet</source>
        <translation>模型还没有做过任何工作</translation>
    </message>
    <message>
        <source>Questions, searches, documents and scores are counted here with the time and the energy that they took. Cases are named by their reference only.</source>
        <translation>这里统计提问、搜索、文档和评分，以及所用的时间和能量。案件只以编号表示。</translation>
    </message>
    <message>
        <source>For</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Requests</source>
        <translation>请求次数</translation>
    </message>
    <message>
        <source>Tokens read</source>
        <translation>读入词元</translation>
    </message>
    <message>
        <source>Not read again</source>
        <translation>无需重读</translation>
    </message>
    <message>
        <source>Tokens written</source>
        <translation>写出词元</translation>
    </message>
    <message>
        <source>Passages</source>
        <translation>段落</translation>
    </message>
    <message>
        <source>Applicants</source>
        <translation>申请人</translation>
    </message>
    <message>
        <source>Energy</source>
        <translation>能量</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Models worked for {time}</source>
        <translation>模型共工作 {time}</translation>
    </message>
    <message>
        <source>Energy is not counted: {why}.</source>
        <translation>未统计能量：{why}。</translation>
    </message>
    <message>
        <source>The whole machine used {energy} meanwhile.</source>
        <translation>期间整台计算机用了 {energy}。</translation>
    </message>
    <message>
        <source>no case</source>
        <translation>无案件</translation>
    </message>
    <message>
        <source>deleted cases</source>
        <translation>已删除的案件</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Written: {file}</source>
        <translation>已写入：{file}</translation>
    </message>
</context>
<context>
    <name>UserDialog</name>
    <message>
        <source>Add a user</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>&amp;Add the user</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;User&apos;s name</source>
        <translation>用户名(&amp;U)</translation>
    </message>
    <message>
        <source>Let the user type the first passphrase. Each user can change their own under Settings.</source>
        <translation>请由该用户输入初始口令。每个用户都可以在“设置”中更改自己的口令。</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
</context>
<context>
    <name>UsersPage</name>
    <message>
        <source>Users</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>User</source>
        <translation>用户</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>&amp;Add a user…</source>
        <translation>添加用户(&amp;A)…</translation>
    </message>
    <message>
        <source>Let &amp;in</source>
        <translation>准入(&amp;I)</translation>
    </message>
    <message>
        <source>Hands the user the keys that you hold and the role needs.</source>
        <translation>将您持有且其角色所需的密钥交给该用户。</translation>
    </message>
    <message>
        <source>Change ro&amp;les…</source>
        <translation>更改角色(&amp;L)…</translation>
    </message>
    <message>
        <source>New first &amp;passphrase…</source>
        <translation>新的初始口令(&amp;P)…</translation>
    </message>
    <message>
        <source>For a user who has forgotten theirs. Nobody can read the old one.</source>
        <translation>用于忘记口令的用户。任何人都无法读取旧口令。</translation>
    </message>
    <message>
        <source>Remo&amp;ve…</source>
        <translation>移除(&amp;V)…</translation>
    </message>
    <message>
        <source>New recovery &amp;code…</source>
        <translation>新恢复码(&amp;C)…</translation>
    </message>
    <message>
        <source>Codes for &amp;three people…</source>
        <translation>三人恢复码(&amp;T)…</translation>
    </message>
    <message>
        <source>Make new &amp;keys…</source>
        <translation>更换密钥(&amp;K)…</translation>
    </message>
    <message>
        <source>If a passphrase is lost, or a key may be known</source>
        <translation>口令丢失或密钥可能泄露时</translation>
    </message>
    <message>
        <source>A recovery code opens the vault alone. Of three codes for three people any two open it together. New keys make old copies of the vault useless to whoever left.</source>
        <translation>恢复码可单独打开保险库。三人恢复码中任意两个合用可打开保险库。更换密钥后，离职人员手中的旧副本即失效。</translation>
    </message>
    <message>
        <source>{name} (you)</source>
        <translation>{name}（您）</translation>
    </message>
    <message>
        <source>waits to be let in</source>
        <translation>等待准入</translation>
    </message>
    <message>
        <source>has the first passphrase still</source>
        <translation>仍使用初始口令</translation>
    </message>
    <message>
        <source>with a key file</source>
        <translation>使用密钥文件</translation>
    </message>
    <message>
        <source>may open the vault</source>
        <translation>可以打开保险库</translation>
    </message>
    <message>
        <source>Adding the user</source>
        <translation>正在添加用户</translation>
    </message>
    <message>
        <source>{name} was added.</source>
        <translation>已添加 {name}。</translation>
    </message>
    <message>
        <source>Letting the user in</source>
        <translation>正在准入用户</translation>
    </message>
    <message>
        <source>{name} has your keys now.</source>
        <translation>{name} 已获得您持有的密钥。</translation>
    </message>
    <message>
        <source>Changing the roles</source>
        <translation>正在更改角色</translation>
    </message>
    <message>
        <source>{name} has other roles now.</source>
        <translation>{name} 的角色已更改。</translation>
    </message>
    <message>
        <source>Changing the passphrase</source>
        <translation>正在更改口令</translation>
    </message>
    <message>
        <source>{name} has a new first passphrase.</source>
        <translation>{name} 已有新的初始口令。</translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation>移除“{name}”？</translation>
    </message>
    <message>
        <source>The account is closed and new keys are made, so that old copies of the vault are useless to this person. Encrypting everything anew can take minutes; you can go on working.</source>
        <translation>账户将关闭并更换密钥，使此人手中的旧副本失效。重新加密可能需要几分钟，期间可以继续工作。</translation>
    </message>
    <message>
        <source>&amp;Remove the user</source>
        <translation>移除用户(&amp;R)</translation>
    </message>
    <message>
        <source>{name} no longer opens the vault.</source>
        <translation>{name} 不能再打开保险库。</translation>
    </message>
    <message>
        <source>Removing the user</source>
        <translation>正在移除用户</translation>
    </message>
    <message>
        <source>Keys that you do not hold are still the old ones, those of cases or models: a user who holds them must make new keys here, too.</source>
        <translation>您未持有的密钥（案件或模型的密钥）仍未更换：须由持有者在此更换密钥。</translation>
    </message>
    <message>
        <source>Make a new recovery code?</source>
        <translation>生成新的恢复码？</translation>
    </message>
    <message>
        <source>The earlier code stops working. The new one is shown once.</source>
        <translation>原恢复码将失效。新恢复码只显示一次。</translation>
    </message>
    <message>
        <source>&amp;Make it</source>
        <translation>生成(&amp;M)</translation>
    </message>
    <message>
        <source>Making the code</source>
        <translation>正在生成恢复码</translation>
    </message>
    <message>
        <source>Make codes for three people?</source>
        <translation>生成三人恢复码？</translation>
    </message>
    <message>
        <source>Any two of the three open the vault together, one alone opens nothing. Earlier ones stop working, and so does the recovery code, which would open alone. They are shown once.</source>
        <translation>三个恢复码中任意两个合用可打开保险库，单独一个无效。原有的三人恢复码将失效；可单独打开的恢复码也一并失效。新恢复码只显示一次。</translation>
    </message>
    <message>
        <source>&amp;Make them</source>
        <translation>生成(&amp;M)</translation>
    </message>
    <message>
        <source>Making the codes</source>
        <translation>正在生成恢复码</translation>
    </message>
    <message>
        <source>Make new keys?</source>
        <translation>更换密钥？</translation>
    </message>
    <message>
        <source>Everything is encrypted once more, which can take minutes. Passphrases stay as they are. If it is stopped, it goes on the next time.</source>
        <translation>全部内容将重新加密，可能需要几分钟。口令不变。如果中断，下次会继续。</translation>
    </message>
    <message>
        <source>&amp;Make new keys</source>
        <translation>更换密钥(&amp;M)</translation>
    </message>
    <message>
        <source>Making new keys</source>
        <translation>正在更换密钥</translation>
    </message>
    <message>
        <source>Your keys are new.</source>
        <translation>您持有的密钥已更换。</translation>
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
        <source>Place before (Shift+F3)</source>
        <translation>上一处 (Shift+F3)</translation>
    </message>
    <message>
        <source>Next place (F3)</source>
        <translation>下一处 (F3)</translation>
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
        <source>place {here} of {count}</source>
        <translation>第 {here} 处，共 {count} 处</translation>
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
    <name>WaitingUsers</name>
    <message>
        <source>Show &amp;users</source>
        <translation>查看用户(&amp;U)</translation>
    </message>
    <message>
        <source>Change the passphrase…</source>
        <translation>更改口令…</translation>
    </message>
    <message>
        <source>You wait to be let in: another user who holds the keys must do it.</source>
        <translation>您正在等待准入：须由持有密钥的其他用户操作。</translation>
    </message>
    <message numerus="yes">
        <source>%n user(s) wait to be let in.</source>
        <translation>
            <numerusform>有 %n 个用户等待准入。</numerusform>
        </translation>
    </message>
    <message>
        <source>Your passphrase is the first one, which whoever added you knows.</source>
        <translation>您仍在使用初始口令，添加您的人知道这个口令。</translation>
    </message>
</context>
<context>
    <name>WitnessDialog</name>
    <message>
        <source>Prepare a medium</source>
        <translation>准备介质</translation>
    </message>
    <message>
        <source>Removable medium</source>
        <translation>可移动介质</translation>
    </message>
    <message>
        <source>&amp;Prepare it</source>
        <translation>准备(&amp;P)</translation>
    </message>
    <message>
        <source>The medium gets a key of its own and countersigns checkpoints from now on. Somebody other than the administrator should keep it.</source>
        <translation>该介质将拥有自己的密钥，今后为检查点加副签。应由管理员以外的人保管。</translation>
    </message>
    <message>
        <source>Removable me&amp;dium</source>
        <translation>可移动介质(&amp;D)</translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation>取消(&amp;A)</translation>
    </message>
</context>
<context>
    <name>WorkspacePage</name>
    <message>
        <source>&amp;All cases</source>
        <translation>全部案件(&amp;A)</translation>
    </message>
    <message>
        <source>Review…</source>
        <translation>审查…</translation>
    </message>
    <message>
        <source>Ask</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>表单</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>on hold</source>
        <translation>已保全</translation>
    </message>
    <message>
        <source>closed</source>
        <translation>已结案</translation>
    </message>
</context>
<context>
    <name>audit</name>
    <message>
        <source>Vault created</source>
        <translation>创建保险库</translation>
    </message>
    <message>
        <source>Vault opened</source>
        <translation>打开保险库</translation>
    </message>
    <message>
        <source>Vault locked</source>
        <translation>锁定保险库</translation>
    </message>
    <message>
        <source>Screen locked, the vault stays open for a run</source>
        <translation>屏幕已锁定，保险库为批量运行保持打开</translation>
    </message>
    <message>
        <source>Screen unlocked</source>
        <translation>屏幕已解锁</translation>
    </message>
    <message>
        <source>Passphrase changed</source>
        <translation>更改口令</translation>
    </message>
    <message>
        <source>Recovery code changed</source>
        <translation>更换恢复码</translation>
    </message>
    <message>
        <source>Recovery codes of three changed</source>
        <translation>更换三人恢复码</translation>
    </message>
    <message>
        <source>Keys changed</source>
        <translation>更换密钥</translation>
    </message>
    <message>
        <source>User added</source>
        <translation>添加用户</translation>
    </message>
    <message>
        <source>User let in</source>
        <translation>准入用户</translation>
    </message>
    <message>
        <source>User changed</source>
        <translation>变更用户</translation>
    </message>
    <message>
        <source>User removed</source>
        <translation>移除用户</translation>
    </message>
    <message>
        <source>User refused</source>
        <translation>拒绝用户操作</translation>
    </message>
    <message>
        <source>Settings changed</source>
        <translation>更改设置</translation>
    </message>
    <message>
        <source>Model imported</source>
        <translation>导入模型</translation>
    </message>
    <message>
        <source>Model put to use</source>
        <translation>启用模型</translation>
    </message>
    <message>
        <source>Model checked</source>
        <translation>校验模型</translation>
    </message>
    <message>
        <source>Model removed</source>
        <translation>删除模型</translation>
    </message>
    <message>
        <source>Model put back to an older version</source>
        <translation>模型回退到旧版本</translation>
    </message>
    <message>
        <source>Model tuned for this machine</source>
        <translation>已针对本机调优模型</translation>
    </message>
    <message>
        <source>Other weights made of a model</source>
        <translation>已由模型生成其他权重</translation>
    </message>
    <message>
        <source>Pack built</source>
        <translation>制作模型包</translation>
    </message>
    <message>
        <source>Pack imported</source>
        <translation>导入模型包</translation>
    </message>
    <message>
        <source>Trust changed</source>
        <translation>变更信任</translation>
    </message>
    <message>
        <source>Case created</source>
        <translation>新建案件</translation>
    </message>
    <message>
        <source>Case deleted</source>
        <translation>删除案件</translation>
    </message>
    <message>
        <source>Case closed</source>
        <translation>关闭案件</translation>
    </message>
    <message>
        <source>Case opened again</source>
        <translation>重新打开案件</translation>
    </message>
    <message>
        <source>Legal hold put on a case</source>
        <translation>对案件实施法律保全</translation>
    </message>
    <message>
        <source>Legal hold lifted</source>
        <translation>解除法律保全</translation>
    </message>
    <message>
        <source>Retention rules changed</source>
        <translation>更改保留规则</translation>
    </message>
    <message>
        <source>Retention rules applied</source>
        <translation>执行保留规则</translation>
    </message>
    <message>
        <source>Documents added</source>
        <translation>添加文档</translation>
    </message>
    <message>
        <source>Document deleted</source>
        <translation>删除文档</translation>
    </message>
    <message>
        <source>Case searched</source>
        <translation>检索案件</translation>
    </message>
    <message>
        <source>Question asked</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Form filled</source>
        <translation>填写表单</translation>
    </message>
    <message>
        <source>Field accepted, corrected or rejected</source>
        <translation>接受、更正或拒绝字段</translation>
    </message>
    <message>
        <source>Forms changed</source>
        <translation>更改表单</translation>
    </message>
    <message>
        <source>Summary made</source>
        <translation>生成摘要</translation>
    </message>
    <message>
        <source>Case reviewed against a checklist</source>
        <translation>按检查清单审查了案件</translation>
    </message>
    <message>
        <source>Item of a review decided</source>
        <translation>决定了审查项目</translation>
    </message>
    <message>
        <source>Review signed by its maker</source>
        <translation>经办人已签署审查</translation>
    </message>
    <message>
        <source>Review signed by its checker</source>
        <translation>复核人已签署审查</translation>
    </message>
    <message>
        <source>Review opened again</source>
        <translation>审查已重新打开</translation>
    </message>
    <message>
        <source>Review run again and compared</source>
        <translation>审查已重新运行并比较</translation>
    </message>
    <message>
        <source>Checklists changed</source>
        <translation>检查清单已更改</translation>
    </message>
    <message>
        <source>Checklist exported</source>
        <translation>检查清单已导出</translation>
    </message>
    <message>
        <source>Limits of reviews changed</source>
        <translation>审查权限已更改</translation>
    </message>
    <message>
        <source>Masking of a case changed</source>
        <translation>更改案件的遮盖规则</translation>
    </message>
    <message>
        <source>Masked text shown</source>
        <translation>显示被遮盖的原文</translation>
    </message>
    <message>
        <source>Answer made again</source>
        <translation>重新生成回答</translation>
    </message>
    <message>
        <source>Applicant scored</source>
        <translation>为申请人评分</translation>
    </message>
    <message>
        <source>Results written to a file</source>
        <translation>结果写入文件</translation>
    </message>
    <message>
        <source>Backup made</source>
        <translation>进行备份</translation>
    </message>
    <message>
        <source>Backup tried</source>
        <translation>恢复演练</translation>
    </message>
    <message>
        <source>Vault restored</source>
        <translation>恢复保险库</translation>
    </message>
    <message>
        <source>Vault brought up to date</source>
        <translation>升级保险库</translation>
    </message>
    <message>
        <source>Recorded before, but not carried out</source>
        <translation>已预先记录但未执行</translation>
    </message>
    <message>
        <source>Older state accepted</source>
        <translation>接受旧状态</translation>
    </message>
    <message>
        <source>Audit record read</source>
        <translation>查阅审计记录</translation>
    </message>
    <message>
        <source>Audit record checked</source>
        <translation>检查审计记录</translation>
    </message>
    <message>
        <source>Audit record exported</source>
        <translation>导出审计记录</translation>
    </message>
    <message>
        <source>Checkpoint signed</source>
        <translation>签署检查点</translation>
    </message>
    <message>
        <source>Offline proof exported</source>
        <translation>导出离线证明</translation>
    </message>
    <message>
        <source>Usage of models exported</source>
        <translation>已导出模型使用情况</translation>
    </message>
    <message>
        <source>Machine measured</source>
        <translation>已测量计算机</translation>
    </message>
    <message>
        <source>begun</source>
        <translation>已开始</translation>
    </message>
    <message>
        <source>done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>stopped</source>
        <translation>已中止</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>refused</source>
        <translation>拒绝</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>理由</translation>
    </message>
    <message>
        <source>Entries</source>
        <translation>记录</translation>
    </message>
    <message>
        <source>Error</source>
        <translation>错误</translation>
    </message>
    <message>
        <source>Model (SHA-256)</source>
        <translation>模型 (SHA-256)</translation>
    </message>
    <message>
        <source>Search model (SHA-256)</source>
        <translation>检索模型 (SHA-256)</translation>
    </message>
    <message>
        <source>Pack (SHA-256)</source>
        <translation>模型包 (SHA-256)</translation>
    </message>
    <message>
        <source>Pack of the search model (SHA-256)</source>
        <translation>检索模型的模型包 (SHA-256)</translation>
    </message>
    <message>
        <source>Question (keyed hash)</source>
        <translation>问题（带密钥散列）</translation>
    </message>
    <message>
        <source>Search words (keyed hash)</source>
        <translation>检索词（带密钥散列）</translation>
    </message>
    <message>
        <source>Answer&apos;s text (keyed hash)</source>
        <translation>回答文本（带密钥散列）</translation>
    </message>
    <message>
        <source>Document (keyed hash)</source>
        <translation>文档（带密钥散列）</translation>
    </message>
    <message>
        <source>Applicant (keyed hash)</source>
        <translation>申请人（带密钥散列）</translation>
    </message>
    <message>
        <source>File (keyed hash)</source>
        <translation>文件（带密钥散列）</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Signed by</source>
        <translation>签名方</translation>
    </message>
    <message>
        <source>Publisher</source>
        <translation>发布方</translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation>指纹</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Wanted to</source>
        <translation>欲执行的操作</translation>
    </message>
    <message>
        <source>Documents</source>
        <translation>文档数</translation>
    </message>
    <message>
        <source>List of questions</source>
        <translation>问题清单</translation>
    </message>
    <message>
        <source>Questions in the list</source>
        <translation>清单中的问题数</translation>
    </message>
    <message>
        <source>Places found</source>
        <translation>找到的位置</translation>
    </message>
    <message>
        <source>Rows</source>
        <translation>行数</translation>
    </message>
    <message>
        <source>Points</source>
        <translation>分数</translation>
    </message>
    <message>
        <source>Entries covered</source>
        <translation>涵盖条数</translation>
    </message>
    <message>
        <source>Root hash</source>
        <translation>根散列</translation>
    </message>
    <message>
        <source>Witnesses</source>
        <translation>见证方</translation>
    </message>
    <message>
        <source>Checkpoints</source>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Head of the chain</source>
        <translation>链头</translation>
    </message>
    <message>
        <source>Clock was set back</source>
        <translation>时钟被回拨</translation>
    </message>
    <message>
        <source>Looked for the event</source>
        <translation>查找的事件</translation>
    </message>
    <message>
        <source>Looked for the person</source>
        <translation>查找的人员</translation>
    </message>
    <message>
        <source>Looked for the object</source>
        <translation>查找的对象</translation>
    </message>
    <message>
        <source>Looked from</source>
        <translation>起始</translation>
    </message>
    <message>
        <source>Looked until</source>
        <translation>截止</translation>
    </message>
    <message>
        <source>Case {name}</source>
        <translation>案件 {name}</translation>
    </message>
    <message>
        <source>User {name}</source>
        <translation>用户 {name}</translation>
    </message>
    <message>
        <source>Vault</source>
        <translation>保险库</translation>
    </message>
    <message>
        <source>Backup</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Audit record</source>
        <translation>审计记录</translation>
    </message>
    <message>
        <source>Offline proof</source>
        <translation>离线证明</translation>
    </message>
    <message>
        <source>Recovery code</source>
        <translation>恢复码</translation>
    </message>
    <message>
        <source>Recovery codes of three</source>
        <translation>三人恢复码</translation>
    </message>
    <message>
        <source>Retention rules</source>
        <translation>保留规则</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>No case</source>
        <translation>无案件</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
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
        <source>computed alone now, together with other questions before</source>
        <translation>这次单独计算，先前与其他问题一起计算</translation>
    </message>
    <message>
        <source>computed together with other questions than before</source>
        <translation>这次与另外的问题一起计算</translation>
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
        <source>this machine has no energy counters that Linux knows</source>
        <translation>这台计算机没有 Linux 认识的能量计数器</translation>
    </message>
    <message>
        <source>only the administrator may read the energy counters of this machine</source>
        <translation>只有系统管理员可以读取这台计算机的能量计数器</translation>
    </message>
    <message>
        <source>the energy counters of this machine cannot be read</source>
        <translation>无法读取这台计算机的能量计数器</translation>
    </message>
    <message>
        <source>the number of threads</source>
        <translation>线程数</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>the number of cores</source>
        <translation>核心数</translation>
    </message>
    <message>
        <source>the memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>the instruction sets</source>
        <translation>指令集</translation>
    </message>
    <message>
        <source>the engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Locking the weights in memory cannot be tried: the fence of every child sets its limit for locked memory to zero.</source>
        <translation>无法尝试把权重锁定在内存中：每个子进程的隔离都把可锁定内存的上限设为零。</translation>
    </message>
    <message>
        <source>Reading or mapping cannot be chosen: weights come from memory that is given back after loading, so they are always read.</source>
        <translation>无法选择读取或映射：权重来自加载后即归还的内存，因此总是读取。</translation>
    </message>
    <message>
        <source>Other types of weights were not tried, as was asked.</source>
        <translation>按要求未尝试其他类型的权重。</translation>
    </message>
    <message>
        <source>The weights are stored in a type that the engine already rearranges.</source>
        <translation>权重的存储类型已由引擎重新排列。</translation>
    </message>
    <message>
        <source>On this processor the engine rearranges no type of weights.</source>
        <translation>在此处理器上，引擎不重新排列任何类型的权重。</translation>
    </message>
    <message>
        <source>IQ4_NL was not tried: for weights of this size it takes many minutes.</source>
        <translation>未尝试 IQ4_NL：对这样大小的权重需要许多分钟。</translation>
    </message>
    <message>
        <source>Q4_K was not tried: not all rows of these weights are whole blocks of 256.</source>
        <translation>未尝试 Q4_K：这些权重的行并非都是 256 的整块。</translation>
    </message>
    <message>
        <source>The long prompt had {tokens} tokens: longer ones take too long here.</source>
        <translation>长提示为 {tokens} 词元：更长的在本机耗时过久。</translation>
    </message>
    <message>
        <source>{type} was not tried: there is not enough free memory for it.</source>
        <translation>未尝试 {type}：可用内存不足。</translation>
    </message>
    <message>
        <source>Threads cannot be varied: there is one core.</source>
        <translation>无法改变线程数：只有一个核心。</translation>
    </message>
    <message>
        <source>A key-value cache of q8_0 was not tried: the engine has it only with flash attention.</source>
        <translation>未尝试 q8_0 的键值缓存：引擎只在启用 Flash Attention 时支持它。</translation>
    </message>
    <message>
        <source>The device has not enough memory: it computes {count} layers only.</source>
        <translation>设备内存不足：它只计算 {count} 层。</translation>
    </message>
    <message>
        <source>The device {device} cannot be used: the processor computes everything.</source>
        <translation>无法使用设备 {device}：全部由处理器计算。</translation>
    </message>
    <message>
        <source>The device has not enough memory: work in batches has {count} tokens of context.</source>
        <translation>设备内存不足：批量工作的上下文为 {count} 个词元。</translation>
    </message>
    <message>
        <source>The device has not enough memory: a question and its document may have {count} tokens.</source>
        <translation>设备内存不足：一个问题及其文档最多可有 {count} 个词元。</translation>
    </message>
    <message>
        <source>The device has not enough memory: prompts are read {count} tokens at a time.</source>
        <translation>设备内存不足：提示每次读取 {count} 个词元。</translation>
    </message>
    <message>
        <source>The device has not enough memory: what was read is kept with half the precision (q8_0).</source>
        <translation>设备内存不足：已读内容以一半的精度（q8_0）保存。</translation>
    </message>
    <message>
        <source>There is not enough memory: questions are answered {count} tokens at a time.</source>
        <translation>内存不足：问题每次按 {count} 个词元回答。</translation>
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
    <message>
        <source>head office revoked it: {reason}</source>
        <translation>总行已将其撤销：{reason}</translation>
    </message>
    <message>
        <source>it was signed with a key that head office revoked: {reason}</source>
        <translation>其签名密钥已被总行撤销：{reason}</translation>
    </message>
    <message>
        <source>it answers differently here than at its publisher: {reason}</source>
        <translation>它在此处的回答与发布方处不同：{reason}</translation>
    </message>
    <message>
        <source>it is not known how it came here</source>
        <translation>不清楚它如何来到这里</translation>
    </message>
    <message>
        <source>the trust in {publisher} ended on {day}</source>
        <translation>对 {publisher} 的信任已于 {day} 到期</translation>
    </message>
    <message>
        <source>This vault trusts no publisher, so it can import no packs.</source>
        <translation>此保险库未信任任何发布方，因此无法导入数据包。</translation>
    </message>
    <message>
        <source>The trust in {publisher} ended on {day}: nothing new is imported until a newer root is brought.</source>
        <translation>对 {publisher} 的信任已于 {day} 到期：在导入更新的根信任文件之前，无法导入任何新内容。</translation>
    </message>
    <message>
        <source>The trust in {publisher} ends on {day}; ask for a newer root.</source>
        <translation>对 {publisher} 的信任将于 {day} 到期；请索取更新的根信任文件。</translation>
    </message>
    <message>
        <source>The machine&apos;s clock is behind the latest time that this vault has seen; dates are compared with {time}.</source>
        <translation>本机时钟晚于此保险库见过的最新时间；日期以 {time} 比对。</translation>
    </message>
    <message>
        <source>No revocation list was ever brought here.</source>
        <translation>从未导入过撤销清单。</translation>
    </message>
    <message>
        <source>The revocation list is {age} days old and past its time; ask for a newer one.</source>
        <translation>撤销清单已有 {age} 天，已过期；请索取更新的清单。</translation>
    </message>
    <message>
        <source>This pack can be imported until {day}.</source>
        <translation>此数据包可导入至 {day}。</translation>
    </message>
    <message>
        <source>Its licence ends on {day}.</source>
        <translation>其许可将于 {day} 到期。</translation>
    </message>
    <message>
        <source>It needs {needed} MiB of memory, and this machine has {here} MiB in all.</source>
        <translation>它需要 {needed} MiB 内存，而本机总共只有 {here} MiB。</translation>
    </message>
    <message>
        <source>It carries no self-test, so its answers are not compared with its publisher&apos;s.</source>
        <translation>它不含自检，因此不会与发布方的回答比对。</translation>
    </message>
    <message>
        <source>version {before} → {after}</source>
        <translation>版本 {before} → {after}</translation>
    </message>
    <message>
        <source>licence {before} → {after}</source>
        <translation>许可 {before} → {after}</translation>
    </message>
    <message>
        <source>{name} is new</source>
        <translation>{name} 为新增</translation>
    </message>
    <message>
        <source>{name} differs, {size} MiB</source>
        <translation>{name} 有变化，{size} MiB</translation>
    </message>
    <message>
        <source>weights: {before} → {after}</source>
        <translation>权重：{before} → {after}</translation>
    </message>
    <message>
        <source>cutoff {before} → {after} points</source>
        <translation>临界分 {before} → {after} 分</translation>
    </message>
    <message>
        <source>the bands of scores differ</source>
        <translation>评分等级有变化</translation>
    </message>
    <message>
        <source>licensed until no end → {after}</source>
        <translation>许可期限 无期限 → {after}</translation>
    </message>
    <message>
        <source>licensed until {before} → no end</source>
        <translation>许可期限 {before} → 无期限</translation>
    </message>
    <message>
        <source>licensed until {before} → {after}</source>
        <translation>许可期限 {before} → {after}</translation>
    </message>
    <message>
        <source>new inputs: {names}</source>
        <translation>新增指标：{names}</translation>
    </message>
    <message>
        <source>inputs no longer used: {names}</source>
        <translation>不再使用的指标：{names}</translation>
    </message>
    <message>
        <source>The console did not give up its connections at its start.</source>
        <translation>主程序启动时未放弃网络连接。</translation>
    </message>
    <message>
        <source>A socket for another machine could be opened in the console.</source>
        <translation>主程序中仍可打开通往其他电脑的套接字。</translation>
    </message>
    <message>
        <source>The {name} process cannot be fenced in: {trouble}.</source>
        <translation>{name} 进程无法隔离：{trouble}。</translation>
    </message>
    <message>
        <source>The {name} process has an open {kind} socket.</source>
        <translation>{name} 进程有打开的 {kind} 套接字。</translation>
    </message>
    <message>
        <source>The settings demand {layer}, which the {name} process lacks.</source>
        <translation>设置要求 {layer}，而 {name} 进程缺少该层。</translation>
    </message>
    <message>
        <source>Console: {layer} is not in force ({reason}).</source>
        <translation>主程序：{layer} 未生效（{reason}）。</translation>
    </message>
    <message>
        <source>Other programs of the same user may trace processes here for a moment after they start; set kernel.yama.ptrace_scope to 1 or higher.</source>
        <translation>同一用户的其他程序可在进程启动后的瞬间进行跟踪；请将 kernel.yama.ptrace_scope 设为 1 或更高。</translation>
    </message>
    <message>
        <source>Memory may be written to swap that is not encrypted: {names}.</source>
        <translation>内存可能写入未加密的交换空间：{names}。</translation>
    </message>
    <message>
        <source>The disk of the vault&apos;s folder shows no encryption of its own; the vault has one.</source>
        <translation>保险库所在磁盘自身未见加密；保险库本身已加密。</translation>
    </message>
    <message>
        <source>every program of the same user (the system has no Yama)</source>
        <translation>同一用户的所有程序（系统没有 Yama）</translation>
    </message>
    <message>
        <source>every program of the same user</source>
        <translation>同一用户的所有程序</translation>
    </message>
    <message>
        <source>only a parent its own processes</source>
        <translation>仅父进程对其子进程</translation>
    </message>
    <message>
        <source>only the administrator</source>
        <translation>仅系统管理员</translation>
    </message>
    <message>
        <source>nobody</source>
        <translation>任何人都不能</translation>
    </message>
    <message>
        <source>none in this kernel, or switched off</source>
        <translation>内核不支持或已关闭</translation>
    </message>
    <message>
        <source>only for the administrator</source>
        <translation>仅限系统管理员</translation>
    </message>
    <message>
        <source>restricted by AppArmor to programs with a profile</source>
        <translation>由 AppArmor 限于有配置的程序</translation>
    </message>
    <message>
        <source>for every user</source>
        <translation>所有用户可用</translation>
    </message>
    <message>
        <source>encrypted</source>
        <translation>已加密</translation>
    </message>
    <message>
        <source>no encryption seen</source>
        <translation>未见加密</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Look at the page yourself: what stands only there is neither found nor cited.</source>
        <translation>请自行查看该页：仅出现在那里的内容不会被搜索到，也不会被引用。</translation>
    </message>
    <message>
        <source>Ask the sender for it as a file of its own, if it matters.</source>
        <translation>如有需要，请发件人单独提供该文档。</translation>
    </message>
    <message>
        <source>“{name}” was left out: the folder cannot be opened ({why}).</source>
        <translation>已略过“{name}”：无法打开该文件夹({why})。</translation>
    </message>
    <message>
        <source>“{name}” was left out: the folder is empty.</source>
        <translation>已略过“{name}”：该文件夹为空。</translation>
    </message>
    <message>
        <source>“{name}” was left out: it is the mark of a file that is open in another program.</source>
        <translation>已略过“{name}”：它是另一程序打开文件时留下的标记。</translation>
    </message>
    <message>
        <source>“{name}” was left out: it is a leftover of the system.</source>
        <translation>已略过“{name}”：它是系统遗留文件。</translation>
    </message>
    <message>
        <source>“{name}” was left out: it is hidden.</source>
        <translation>已略过“{name}”：它是隐藏文件。</translation>
    </message>
    <message>
        <source>“{name}” was left out: it is a link.</source>
        <translation>已略过“{name}”：它是链接。</translation>
    </message>
    <message>
        <source>“{name}” was left out: it is no file.</source>
        <translation>已略过“{name}”：它不是文件。</translation>
    </message>
    <message>
        <source>Calculated by the program from the cited cells.</source>
        <translation>由程序根据所引用的单元格计算。</translation>
    </message>
    <message>
        <source>Counted by the program; the cells are cited.</source>
        <translation>由程序计数；单元格已标明出处。</translation>
    </message>
    <message>
        <source>Compared by the program; the cells are cited: {cells}; and {count} more.</source>
        <translation>由程序比较，单元格已注明出处：{cells}；另有 {count} 项。</translation>
    </message>
    <message>
        <source>Compared by the program; the cells are cited: {cells}.</source>
        <translation>由程序比较；单元格已标明出处：{cells}。</translation>
    </message>
    <message>
        <source>Compared by the program: {cells}.</source>
        <translation>由程序比较：{cells}。</translation>
    </message>
    <message>
        <source>The file gives this as the cause.</source>
        <translation>文件将此列为原因。</translation>
    </message>
    <message>
        <source>Calculated by the program from cells that the model chose among the nearest; read them.</source>
        <translation>由程序根据模型从最接近的单元格中选出的数字计算；请核对。</translation>
    </message>
    <message>
        <source>The figures for this calculation are not certain enough.</source>
        <translation>用于此计算的数字不够确定。</translation>
    </message>
    <message>
        <source>No row of a table has the figures of several years for this.</source>
        <translation>没有表格行给出多个年度的相应数字。</translation>
    </message>
    <message>
        <source>The figures for this are not certain enough.</source>
        <translation>相应的数字不够确定。</translation>
    </message>
    <message>
        <source>The table does not say in which scale its figures are.</source>
        <translation>表格没有说明其数字的单位量级。</translation>
    </message>
    <message>
        <source>The question asks for no calculation that is known here.</source>
        <translation>本程序不会做这个问题要求的计算。</translation>
    </message>
    <message>
        <source>The question has a definition of its own.</source>
        <translation>问题自带定义，程序不按自己的定义计算。</translation>
    </message>
    <message>
        <source>The figure to divide by is 0.</source>
        <translation>除数为 0。</translation>
    </message>
    <message>
        <source>The part found is greater than the whole found.</source>
        <translation>找到的部分大于找到的总数。</translation>
    </message>
    <message>
        <source>The figures are in different units ({units}); they are not put together.</source>
        <translation>数字的单位不同（{units}），不能放在一起计算。</translation>
    </message>
    <message>
        <source>Some of the figures are percentages and some are not; they are not put together.</source>
        <translation>数字中有的是百分比，有的不是，不能放在一起计算。</translation>
    </message>
    <message>
        <source>Some of the figures are for each share and some are not; they are not put together.</source>
        <translation>数字中有的是每股数据，有的不是，不能放在一起计算。</translation>
    </message>
    <message>
        <source>Percentages are not added up.</source>
        <translation>百分比不相加。</translation>
    </message>
    <message>
        <source>The figures are in different scales ({scales}); they are not put together.</source>
        <translation>数字的数量级不同（{scales}），不能放在一起计算。</translation>
    </message>
    <message>
        <source>The figures are of different lengths of time ({lengths} months).</source>
        <translation>数字所属期间的长度不同（{lengths} 个月）。</translation>
    </message>
    <message>
        <source>The table has figures of several lengths of time, and the question does not say which is meant. Name a quarter, a half year or a year.</source>
        <translation>表中的数字属于长短不同的期间，问题没有说明是哪一种。请指明季度、半年或年度。</translation>
    </message>
    <message>
        <source>The figures for this calculation were not found in one table.</source>
        <translation>没有在同一张表中找到这项计算所需的数字。</translation>
    </message>
    <message>
        <source>No figure of {year} was found beside the other figures for: {names}.</source>
        <translation>在其他数字旁边没有找到以下项目（{year}）的数字：{names}。</translation>
    </message>
    <message>
        <source>No figure of {year} was found for: {names}.</source>
        <translation>没有找到以下项目（{year}）的数字：{names}。</translation>
    </message>
    <message>
        <source>any year</source>
        <translation>任何年份</translation>
    </message>
    <message>
        <source>Yes, {moved}. {calculation}</source>
        <translation>是，{moved}。{calculation}</translation>
    </message>
    <message>
        <source>No, {moved}. {calculation}</source>
        <translation>否，{moved}。{calculation}</translation>
    </message>
    <message>
        <source>Up by {percent}. {calculation}</source>
        <translation>上升 {percent}。{calculation}</translation>
    </message>
    <message>
        <source>Down by {percent}. {calculation}</source>
        <translation>下降 {percent}。{calculation}</translation>
    </message>
    <message>
        <source>Up. {calculation}</source>
        <translation>上升。{calculation}</translation>
    </message>
    <message>
        <source>Down. {calculation}</source>
        <translation>下降。{calculation}</translation>
    </message>
    <message>
        <source>Unchanged. {calculation}</source>
        <translation>没有变化。{calculation}</translation>
    </message>
    <message>
        <source>up by {percent}</source>
        <translation>上升 {percent}</translation>
    </message>
    <message>
        <source>down by {percent}</source>
        <translation>下降 {percent}</translation>
    </message>
    <message>
        <source>up</source>
        <translation>上升</translation>
    </message>
    <message>
        <source>down</source>
        <translation>下降</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>没有变化</translation>
    </message>
    <message>
        <source>{met} of {count} years: {named}.</source>
        <translation>{count} 年中有 {met} 年：{named}。</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>None.</source>
        <translation>无。</translation>
    </message>
    <message>
        <source>1 place names it; it is quoted below.</source>
        <translation>有 1 处提到，引文见下。</translation>
    </message>
    <message>
        <source>{count} different places name it; each is quoted below.</source>
        <translation>有 {count} 处不同的文字提到，引文见下。</translation>
    </message>
    <message>
        <source>At least {count} different places name it; each is quoted below.</source>
        <translation>至少有 {count} 处不同的文字提到，引文见下。</translation>
    </message>
    <message>
        <source>The file states a number here.</source>
        <translation>文件在此处写明了数目。</translation>
    </message>
    <message>
        <source>Counted by the program.</source>
        <translation>由程序计数。</translation>
    </message>
    <message>
        <source>Page {page} of “{name}”: {note}</source>
        <translation>“{name}”第 {page} 页：{note}</translation>
    </message>
    <message>
        <source>Said in {times} places.</source>
        <translation>在 {times} 处提到。</translation>
    </message>
    <message>
        <source>This place speaks of it and denies something; read it.</source>
        <translation>此处提到它并有否定之意；请阅读。</translation>
    </message>
    <message>
        <source>This place speaks of it.</source>
        <translation>此处提到它。</translation>
    </message>
    <message>
        <source>{left} further places speak of it ({pages}).</source>
        <translation>另有 {left} 处提到它（{pages}）。</translation>
    </message>
    <message>
        <source>{count} further places are not shown.</source>
        <translation>另有 {count} 处未显示。</translation>
    </message>
    <message>
        <source>Read from a scan with {percent} % confidence; compare it with the page.</source>
        <translation>从扫描件识别，可信度 {percent} %；请与页面核对。</translation>
    </message>
    <message>
        <source>{count} invisible characters in the question were left out.</source>
        <translation>问题中的 {count} 个不可见字符已略去。</translation>
    </message>
    <message>
        <source>{count} invisible characters on page {page} of “{name}” were not given to the model.</source>
        <translation>“{name}”第 {page} 页的 {count} 个不可见字符未提供给模型。</translation>
    </message>
    <message>
        <source>Not found: there is only one document to compare.</source>
        <translation>未找到：只有一份文档，无从比较。</translation>
    </message>
    <message>
        <source>Not found in both: nothing that fits is in “{first}” and “{second}”. {searched}</source>
        <translation>没有在两份文件中都找到：“{first}”和“{second}”中没有相符的内容。{searched}</translation>
    </message>
    <message>
        <source>Not found in both: nothing that fits is in “{name}”. {searched}</source>
        <translation>没有在两份文件中都找到：“{name}”中没有相符的内容。{searched}</translation>
    </message>
    <message>
        <source>Not found in both: nothing fits. {searched}</source>
        <translation>没有在两份文件中都找到：没有相符的内容。{searched}</translation>
    </message>
    <message>
        <source>{read} of {count} pages were searched; not read: {pages}.</source>
        <translation>共 {count} 页，已搜索 {read} 页；未能读取：{pages}。</translation>
    </message>
    <message>
        <source>{read} of {count} pages were searched.</source>
        <translation>共 {count} 页，已搜索 {read} 页。</translation>
    </message>
    <message>
        <source>Both say this in the same words.</source>
        <translation>两者用词相同。</translation>
    </message>
    <message>
        <source>Read both; the wording differs.</source>
        <translation>请阅读两处；措辞不同。</translation>
    </message>
    <message>
        <source>Both give the same figures.</source>
        <translation>两者数字相同。</translation>
    </message>
    <message>
        <source>Some figures are the same in both, others differ.</source>
        <translation>部分数字相同，其他不同。</translation>
    </message>
    <message>
        <source>The figures differ.</source>
        <translation>数字不同。</translation>
    </message>
    <message>
        <source>The language model names another place.</source>
        <translation>语言模型指出了另一处。</translation>
    </message>
    <message>
        <source>Only the language model names this place; read it.</source>
        <translation>只有语言模型指出此处；请阅读。</translation>
    </message>
    <message>
        <source>No place of the document names it.</source>
        <translation>文档中没有提到它。</translation>
    </message>
    <message>
        <source>The language model was not sure enough.</source>
        <translation>语言模型不够确定。</translation>
    </message>
    <message>
        <source>There are other places that may be meant.</source>
        <translation>也可能指其他位置。</translation>
    </message>
    <message>
        <source>The scan is hard to read there.</source>
        <translation>扫描件此处难以辨认。</translation>
    </message>
    <message>
        <source>What the model wrote stands on no page.</source>
        <translation>模型写出的内容不在任何页面上。</translation>
    </message>
    <message>
        <source>Day and month may be the other way round.</source>
        <translation>日和月可能颠倒。</translation>
    </message>
    <message>
        <source>Its label is “{label}”, which the form does not list.</source>
        <translation>其标签为“{label}”，表单中未列出。</translation>
    </message>
    <message>
        <source>A person gave this value; it stands on no page of the document.</source>
        <translation>此值由人工给出；文档的任何页面上都没有。</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>the signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>item {number} ({id}), {field}</source>
        <translation>第 {number} 项（{id}），{field}</translation>
    </message>
    <message>
        <source>it may not be empty</source>
        <translation>不能为空</translation>
    </message>
    <message>
        <source>it must be one line</source>
        <translation>只能有一行</translation>
    </message>
    <message>
        <source>“{name}” is missing</source>
        <translation>缺少“{name}”</translation>
    </message>
    <message>
        <source>there is no field “{name}”</source>
        <translation>没有名为“{name}”的字段</translation>
    </message>
    <message>
        <source>there is no type of paper “{name}”</source>
        <translation>没有“{name}”这种文件类型</translation>
    </message>
    <message>
        <source>item {number} has the same id</source>
        <translation>第 {number} 项的标识相同</translation>
    </message>
    <message>
        <source>it has {count} characters, and {most} are allowed</source>
        <translation>有 {count} 个字符，最多允许 {most} 个</translation>
    </message>
    <message>
        <source>an item of the kind “{kind}” cannot use it</source>
        <translation>“{kind}”类项目不能使用它</translation>
    </message>
    <message>
        <source>a day written as 2026-01-31</source>
        <translation>日期应写作 2026-01-31</translation>
    </message>
    <message>
        <source>it is before “valid_from”</source>
        <translation>早于“valid_from”</translation>
    </message>
    <message>
        <source>numbers with points between, such as 1.0 or 2.1</source>
        <translation>应为以点分隔的数字，如 1.0 或 2.1</translation>
    </message>
    <message>
        <source>it demands nothing: give a number of days or “expires”</source>
        <translation>没有任何要求：请给出天数或“expires”</translation>
    </message>
    <message>
        <source>it may match {count} characters, and {most} are allowed; make its gaps shorter</source>
        <translation>可能匹配 {count} 个字符，最多允许 {most} 个；请缩短其间隔</translation>
    </message>
    <message>
        <source>it fits any text at all, whatever it is about, so it tells nothing</source>
        <translation>任何内容的文字都符合，因此没有意义</translation>
    </message>
    <message>
        <source>it fits {percent} of texts about something else, so it may fit nearly any paper</source>
        <translation>无关文字中有 {percent} 符合，因此几乎任何文件都可能符合</translation>
    </message>
    <message>
        <source>together they fit {percent} of texts about something else</source>
        <translation>合在一起，无关文字中有 {percent} 符合</translation>
    </message>
    <message>
        <source>amounts that differ by more than a fifth would agree</source>
        <translation>相差超过五分之一的金额也会算作一致</translation>
    </message>
    <message>
        <source>more than ten years: nearly any date would do</source>
        <translation>超过十年：几乎任何日期都可以</translation>
    </message>
    <message>
        <source>Its patterns stand on {hits} of {pages} pages; they may fit more than they are meant for.</source>
        <translation>其模式出现在 {pages} 页中的 {hits} 页上；可能符合的内容多于本意。</translation>
    </message>
    <message>
        <source>“against” must say beside which words the date of these papers stands</source>
        <translation>“against”必须说明这些文件的日期在哪些词语旁</translation>
    </message>
</context>
<context>
    <name>documents</name>
    <message>
        <source>password</source>
        <translation>密码</translation>
    </message>
    <message>
        <source>wrong password</source>
        <translation>密码错误</translation>
    </message>
    <message>
        <source>scan</source>
        <translation>扫描件</translation>
    </message>
    <message>
        <source>partly not read</source>
        <translation>部分未读取</translation>
    </message>
    <message>
        <source>suspicious text</source>
        <translation>可疑文字</translation>
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
        <source>Look at the run under Reviews; there these cases can be tried again.</source>
        <translation>请在“审查”中查看此次运行，可在那里重试这些案件。</translation>
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
        <source>Look at the list of users under Users.</source>
        <translation>请在“用户”中查看用户列表。</translation>
    </message>
    <message>
        <source>Let it finish with “Make new keys” under Users, then repeat the step.</source>
        <translation>请在“用户”中用“更换密钥”使其完成，然后重试此步骤。</translation>
    </message>
    <message>
        <source>Make a new one (the recovery codes under Users, your passphrase in the settings), then repeat the step.</source>
        <translation>请重新设置（恢复码在“用户”中，您的口令在“设置”中），然后重试此步骤。</translation>
    </message>
    <message>
        <source>Pin head office&apos;s root first, with “Whom to trust…” on the Models page.</source>
        <translation>请先在“模型”页的“信任谁…”中设定总行的根信任文件。</translation>
    </message>
    <message>
        <source>Ask head office for a newer one and bring it with “Whom to trust…” on the Models page.</source>
        <translation>请向总行索取更新的文件，并在“模型”页的“信任谁…”中导入。</translation>
    </message>
    <message>
        <source>Use the newest one, or go back on purpose with “Go back to this version…”.</source>
        <translation>请使用最新版本，或用“退回此版本…”有意退回。</translation>
    </message>
    <message>
        <source>Do not use it; send this message to head office. Nothing was deleted.</source>
        <translation>请勿使用；将此消息发送给总行。未删除任何内容。</translation>
    </message>
    <message>
        <source>Import its pack on the Models page.</source>
        <translation>请在“模型”页导入其数据包。</translation>
    </message>
    <message>
        <source>Restore the vault from a backup, or go on on purpose; that is recorded with your reason.</source>
        <translation>请从备份恢复保险库，或有意继续；继续的行为会连同您的原因一起记录。</translation>
    </message>
    <message>
        <source>Keep this vault as it is and report this to your auditor, or go on on purpose; that is recorded with your reason.</source>
        <translation>请保持此保险库原样并向审计人员报告，或有意继续；继续的行为会连同您的原因一起记录。</translation>
    </message>
    <message>
        <source>Open the newer copy. If this one was restored on purpose, go on; that is recorded with your reason.</source>
        <translation>请打开较新的副本。如果此副本是有意恢复的，则可继续；该行为会连同您的原因一起记录。</translation>
    </message>
    <message>
        <source>Use the medium on which the witness was made, or make a new witness.</source>
        <translation>请使用制作见证的介质，或制作新的见证。</translation>
    </message>
    <message>
        <source>Have the hold lifted with “Lift the hold” in the list of cases, if it may be.</source>
        <translation>如果允许，请在案件列表中用“解除保全”解除保全。</translation>
    </message>
    <message>
        <source>Restore the vault from a backup, or have your administrator accept the case as it is; that is recorded.</source>
        <translation>请从备份恢复保险库，或由管理员接受案件的现状；该行为会被记录。</translation>
    </message>
    <message>
        <source>Set the clock. If it is right, say so when you are asked, and it goes on.</source>
        <translation>请校准时钟。如果时钟正确，请在询问时确认，操作将继续。</translation>
    </message>
    <message>
        <source>Correct it in the editor; each place that is wrong is named there.</source>
        <translation>请在编辑器中更正；那里会指出每一处错误。</translation>
    </message>
    <message>
        <source>Look at the list of checklists.</source>
        <translation>请查看检查清单列表。</translation>
    </message>
    <message>
        <source>Look at the list of reviews of this case.</source>
        <translation>请查看本案的审查列表。</translation>
    </message>
    <message>
        <source>Open the review again.</source>
        <translation>请重新打开审查。</translation>
    </message>
    <message>
        <source>A signed review is opened again with “Open again…”, which keeps its history.</source>
        <translation>已签署的审查可用“重新打开”再次打开，历史会保留。</translation>
    </message>
    <message>
        <source>Decide them first; “Next open item” leads to each.</source>
        <translation>请先作出决定；“下一个未决项”会逐一带您前往。</translation>
    </message>
    <message>
        <source>Look at the list of batches.</source>
        <translation>请查看批次列表。</translation>
    </message>
    <message>
        <source>Look at the list of forms.</source>
        <translation>请查看表单列表。</translation>
    </message>
    <message>
        <source>Open the filled form again.</source>
        <translation>请重新打开已填写的表单。</translation>
    </message>
    <message>
        <source>Somebody changed the register. Put the hold on again in the list of cases, or lift it if it may be.</source>
        <translation>有人更改了登记簿。请在案件列表中重新实施保全；如果允许，也可解除保全。</translation>
    </message>
    <message>
        <source>An administrator must open it first and accept the older state; that is recorded.</source>
        <translation>须由管理员先打开并接受较旧的状态；该行为会被记录。</translation>
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
        <source>Keep this vault as it is, and report this to your auditor.</source>
        <translation>请保持此保险库原样，并向审计人员报告。</translation>
    </message>
    <message>
        <source>The audit chain cannot be read at entry {entry}: {why}.</source>
        <translation>审计链在第 {entry} 条处无法读取：{why}。</translation>
    </message>
    <message>
        <source>Entry {entry} was dropped from the audit chain: {why}.</source>
        <translation>审计链中的第 {entry} 条被删去：{why}。</translation>
    </message>
    <message>
        <source>The audit chain is forked at entry {entry}: {why}.</source>
        <translation>审计链在第 {entry} 条处出现分叉：{why}。</translation>
    </message>
    <message>
        <source>Keep this vault as it is, and report this to your auditor; to go on on purpose use “cofferdam audit accept-rollback”.</source>
        <translation>请保持此保险库原样，并向审计人员报告；如要有意继续，请使用“cofferdam audit accept-rollback”。</translation>
    </message>
    <message>
        <source>The head of the audit chain (“audit.head”) cannot be relied on: {why}.</source>
        <translation>审计链的链头（“audit.head”）不可信：{why}。</translation>
    </message>
    <message>
        <source>Restore the vault from a backup, or go on on purpose with “cofferdam audit accept-rollback”; it is recorded.</source>
        <translation>请从备份恢复保险库，或用“cofferdam audit accept-rollback”有意继续；该行为会被记录。</translation>
    </message>
    <message>
        <source>The audit chain was reordered at entry {entry}: {why}.</source>
        <translation>审计链在第 {entry} 条处被调换顺序：{why}。</translation>
    </message>
    <message>
        <source>This vault was put back to an earlier state: {where} saw entry {expected}, {why}.</source>
        <translation>此保险库被退回到以前的状态：{where} 见过第 {expected} 条，{why}。</translation>
    </message>
    <message>
        <source>Open the newer copy. If this one was restored on purpose, go on with “cofferdam audit accept-rollback”; it is recorded.</source>
        <translation>请打开较新的副本。如果此副本是有意恢复的，请用“cofferdam audit accept-rollback”继续；该行为会被记录。</translation>
    </message>
    <message>
        <source>The newest entries of the audit chain are missing: {found} of {expected} are there.</source>
        <translation>审计链最新的条目缺失：应有 {expected} 条，现有 {found} 条。</translation>
    </message>
    <message>
        <source>The backup “{name}” builds on an earlier one that is not beside it.</source>
        <translation>备份“{name}”基于一个更早的备份，但后者不在同一位置。</translation>
    </message>
    <message>
        <source>Put all backups of this vault into one folder, then try again. Needed: {base}.</source>
        <translation>请将此保险库的所有备份放入同一文件夹，然后重试。需要：{base}。</translation>
    </message>
    <message>
        <source>The backup “{name}” cannot be used: {why}.</source>
        <translation>备份“{name}”无法使用：{why}。</translation>
    </message>
    <message>
        <source>Use another copy or an earlier backup. Nothing was restored from this one.</source>
        <translation>请使用另一份副本或更早的备份。未从此备份恢复任何内容。</translation>
    </message>
    <message>
        <source>The backup “{name}” cannot be built upon: {why}.</source>
        <translation>无法在备份“{name}”的基础上继续备份：{why}。</translation>
    </message>
    <message>
        <source>Make a backup that stands alone, without naming an earlier one.</source>
        <translation>请制作独立的备份，不要指定更早的备份。</translation>
    </message>
    <message>
        <source>The backup “{name}” was made by a newer release (format {found}, this one {known}).</source>
        <translation>备份“{name}”由更新的版本制作（格式 {found}，本版本为 {known}）。</translation>
    </message>
    <message>
        <source>Restore it with the newer release.</source>
        <translation>请用更新的版本恢复。</translation>
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
        <source>There is no batch of reviews with the number {number}.</source>
        <translation>没有编号为 {number} 的审查批次。</translation>
    </message>
    <message>
        <source>List the batches with “cofferdam review batches”.</source>
        <translation>请用“cofferdam review batches”列出批次。</translation>
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
        <source>The case {ref} is under a legal hold, so nothing of it is deleted.</source>
        <translation>案件 {ref} 处于法律保全状态，不会删除其中任何内容。</translation>
    </message>
    <message>
        <source>Have the hold lifted with “cofferdam case release”, if it may be.</source>
        <translation>如果允许，请用“cofferdam case release”解除保全。</translation>
    </message>
    <message>
        <source>The case {ref} must be kept until {until}: head office&apos;s policy says {days} days.</source>
        <translation>案件 {ref} 必须保存至 {until}：总行规章要求 {days} 天。</translation>
    </message>
    <message>
        <source>Delete it after that day. What was added by mistake can be deleted document by document.</source>
        <translation>请在该日之后删除。误添加的内容可逐个文档删除。</translation>
    </message>
    <message>
        <source>The case {ref} was put back to an earlier state, or changed, while the vault was closed.</source>
        <translation>案件 {ref} 在保险库关闭期间被退回到以前的状态或被更改。</translation>
    </message>
    <message>
        <source>Restore the vault from a backup, or go on on purpose with “cofferdam case accept”; it is recorded.</source>
        <translation>请从备份恢复保险库，或用“cofferdam case accept”有意继续；该行为会被记录。</translation>
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
        <source>There is already another checklist “{name}” of version {version}.</source>
        <translation>已有另一份版本为 {version} 的检查清单“{name}”。</translation>
    </message>
    <message>
        <source>Give the changed checklist a new version.</source>
        <translation>请为更改后的检查清单指定新版本。</translation>
    </message>
    <message>
        <source>The checklist “{name}” cannot be used: {why}.</source>
        <translation>检查清单“{name}”无法使用：{why}。</translation>
    </message>
    <message>
        <source>Correct it in the editor or in its file; “cofferdam checklist validate” names each place.</source>
        <translation>请在编辑器或文件中更正；“cofferdam checklist validate”会指出每一处。</translation>
    </message>
    <message>
        <source>There is no checklist “{name}” {where}.</source>
        <translation>没有检查清单“{name}”{where}。</translation>
    </message>
    <message>
        <source>List the checklists with “cofferdam checklist list”.</source>
        <translation>请用“cofferdam checklist list”列出检查清单。</translation>
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
        <source>The computer&apos;s clock is more than {days} days past the latest time that the vault saw ({latest}), so nothing is deleted by it.</source>
        <translation>本机时钟比保险库见过的最新时间（{latest}）晚 {days} 天以上，因此不据此删除任何内容。</translation>
    </message>
    <message>
        <source>Set the clock. If it is right, look at what is due and repeat the step with “cofferdam retention apply --clock-is-right”.</source>
        <translation>请校准时钟。如果时钟正确，请查看到期案件，并用“cofferdam retention apply --clock-is-right”重试此步骤。</translation>
    </message>
    <message>
        <source>The record of how the vault was closed (“closing.json”) cannot be relied on: {why}.</source>
        <translation>保险库关闭时的记录（“closing.json”）不可信：{why}。</translation>
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
        <source>The case {ref} lacks the last {missing} changes that were made to it: its database was put back to an earlier state, or its journal was damaged.</source>
        <translation>案件 {ref} 缺少最近的 {missing} 次更改：其数据库被退回到以前的状态，或其日志已损坏。</translation>
    </message>
    <message>
        <source>This machine cannot keep the program from networks as it must: {why}.</source>
        <translation>本机无法按要求使程序与网络隔离：{why}。</translation>
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
        <source>{what} is still as an earlier release made it, so the keys cannot be changed yet.</source>
        <translation>{what} 仍是旧版本制作的形式，因此暂时无法更换密钥。</translation>
    </message>
    <message>
        <source>Make a new one (“cofferdam recovery”, “cofferdam passphrase”), then repeat the step.</source>
        <translation>请重新设置（“cofferdam recovery”、“cofferdam passphrase”），然后重试此步骤。</translation>
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
        <source>Item “{item}” was decided meanwhile: {what} by {by}.</source>
        <translation>项目“{item}”期间已由 {by} 决定：{what}。</translation>
    </message>
    <message>
        <source>Look at that decision first. To put yours in its place, decide once more.</source>
        <translation>请先看该决定。若要以您的决定取代，请再决定一次。</translation>
    </message>
    <message>
        <source>Item “{item}” cannot be decided so: {why}.</source>
        <translation>项目“{item}”不能这样决定：{why}。</translation>
    </message>
    <message>
        <source>Give what is missing and decide again; nothing was changed.</source>
        <translation>请补充缺少的内容后再决定；未作任何更改。</translation>
    </message>
    <message>
        <source>The model “{name}” could not be loaded onto the graphics device.</source>
        <translation>无法将模型“{name}”加载到图形设备上。</translation>
    </message>
    <message>
        <source>Use the processor alone, and update the driver of the device before you try it again.</source>
        <translation>请只用处理器运行；再次尝试之前请更新该设备的驱动程序。</translation>
    </message>
    <message>
        <source>The disk reported an error while “{name}” was read or written.</source>
        <translation>读写“{name}”时磁盘报告错误。</translation>
    </message>
    <message>
        <source>What was saved before is kept. Check the disk and its cable, then try again.</source>
        <translation>之前保存的内容仍然保留。请检查磁盘及其连接线，然后重试。</translation>
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
        <source>“{name}” is protected by a password.</source>
        <translation>“{name}”受密码保护。</translation>
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
        <source>The encryption in this installation is not right: {what} gives a wrong result.</source>
        <translation>此安装中的加密功能不正确：{what} 给出错误结果。</translation>
    </message>
    <message>
        <source>Nothing was opened. Reinstall the program; if it happens again, test this computer.</source>
        <translation>未打开任何内容。请重新安装程序；如再次出现，请检测这台电脑。</translation>
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
        <source>The evidence of item “{item}” no longer stands in “{document}”: {why}.</source>
        <translation>项目“{item}”的证据已不在“{document}”中：{why}。</translation>
    </message>
    <message>
        <source>Review the case again; the papers have changed since.</source>
        <translation>请重新审查本案；文件已有变动。</translation>
    </message>
    <message>
        <source>Review {number} has items whose evidence you have not opened yet: {count}.</source>
        <translation>您尚未打开审查 {number} 中 {count} 项的证据。</translation>
    </message>
    <message>
        <source>Open the evidence of each item, then sign.</source>
        <translation>请打开每一项的证据，然后签署。</translation>
    </message>
    <message>
        <source>“{name}” already exists and is not overwritten.</source>
        <translation>“{name}”已存在，不会被覆盖。</translation>
    </message>
    <message>
        <source>Choose another name, or move the old file away first.</source>
        <translation>请选择其他名称，或先移走旧文件。</translation>
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
        <source>The fingerprint does not belong to this file, so nothing is trusted.</source>
        <translation>指纹与此文件不符，因此未信任任何内容。</translation>
    </message>
    <message>
        <source>Ask head office for the fingerprint on another way than the file, and compare again.</source>
        <translation>请通过与文件不同的途径向总行索取指纹，然后重新核对。</translation>
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
        <source>The model “{name}” cannot answer in the form that was asked for.</source>
        <translation>模型“{name}”无法按所要求的形式回答。</translation>
    </message>
    <message>
        <source>Ask without the form, or correct it; the model itself is in order.</source>
        <translation>请不限定形式再提问，或更正该形式；模型本身没有问题。</translation>
    </message>
    <message>
        <source>The keys were not changed: nobody who can open {what} has let “{name}” in, yet the vault&apos;s header says so.</source>
        <translation>密钥未更换：没有任何能打开 {what} 的人授权“{name}”，但保险库文件头却如此记载。</translation>
    </message>
    <message>
        <source>Somebody changed header.json. Remove that user, or confirm them anew if they are right; for a recovery make a new one. Then change the keys.</source>
        <translation>有人更改了 header.json。请删除该用户，或在确认无误后重新授权；如为恢复方式，请重新制作。然后再更换密钥。</translation>
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
        <source>The vault&apos;s header is an older copy; users or keys were changed after it was made.</source>
        <translation>保险库的文件头是旧副本；此后用户或密钥有过变更。</translation>
    </message>
    <message>
        <source>Put back the newest header.json, or restore the whole vault from one backup.</source>
        <translation>请放回最新的 header.json，或从同一备份恢复整个保险库。</translation>
    </message>
    <message>
        <source>The case {ref} was put under a legal hold that nobody lifted, yet the vault&apos;s register of cases has none. Nothing was deleted.</source>
        <translation>案件 {ref} 曾被实施法律保全且无人解除，但保险库的案件登记簿中没有该保全。未删除任何内容。</translation>
    </message>
    <message>
        <source>Somebody changed the register. Put the hold on again with “cofferdam case hold”, or lift it with “cofferdam case release” if it may be.</source>
        <translation>有人更改了登记簿。请用“cofferdam case hold”重新实施保全；如果允许，也可用“cofferdam case release”解除保全。</translation>
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
        <source>There is no item “{item}” in review {number}.</source>
        <translation>审查 {number} 中没有项目“{item}”。</translation>
    </message>
    <message>
        <source>List its items with “cofferdam review show”.</source>
        <translation>请用“cofferdam review show”列出其项目。</translation>
    </message>
    <message>
        <source>Review {number} has items that are not decided yet: {count}.</source>
        <translation>审查 {number} 中有 {count} 项尚未决定。</translation>
    </message>
    <message>
        <source>Decide them first; “cofferdam review show --open” lists them.</source>
        <translation>请先作出决定；“cofferdam review show --open”会列出它们。</translation>
    </message>
    <message>
        <source>“{name}” is not a key that can be used here: {why}.</source>
        <translation>“{name}”不是可在此使用的密钥：{why}。</translation>
    </message>
    <message>
        <source>Use the file as it was written; a publisher&apos;s key and an appliance&apos;s key differ.</source>
        <translation>请使用原始文件；发布方的密钥与本机的密钥不同。</translation>
    </message>
    <message>
        <source>Your key does not open {what} of this vault.</source>
        <translation>您的密钥无法打开此保险库的{what}。</translation>
    </message>
    <message>
        <source>Somebody who has that key can let you in; ask them, or sign in as another user.</source>
        <translation>持有该密钥的人可以为您授权；请联系他们，或以其他用户身份登录。</translation>
    </message>
    <message>
        <source>“{name}” was signed with a key that head office revoked ({why}).</source>
        <translation>“{name}”的签名密钥已被总行撤销（{why}）。</translation>
    </message>
    <message>
        <source>Do not use it; ask head office for the same content signed with a valid key.</source>
        <translation>请勿使用；向总行索取用有效密钥签名的相同内容。</translation>
    </message>
    <message>
        <source>“{name}” is the last user who {what}.</source>
        <translation>“{name}”是最后一个{what}的用户。</translation>
    </message>
    <message>
        <source>Give another user that role first and let them in; then repeat the step.</source>
        <translation>请先将该角色授予其他用户并为其授权，然后重试此步骤。</translation>
    </message>
    <message>
        <source>“{name}” is the last user who can open {what}.</source>
        <translation>“{name}”是最后一个能打开{what}的用户。</translation>
    </message>
    <message>
        <source>Let another user into it first, or open the vault by recovery; then repeat the step.</source>
        <translation>请先为其他用户授权，或通过恢复方式打开保险库，然后重试此步骤。</translation>
    </message>
    <message>
        <source>“{name}” is not licensed for this branch ({branch}).</source>
        <translation>“{name}”未获准在此网点（{branch}）使用。</translation>
    </message>
    <message>
        <source>Check the branch in the settings, or ask head office for a licence for this branch.</source>
        <translation>请检查设置中的网点，或向总行索取此网点的许可。</translation>
    </message>
    <message>
        <source>The licence of “{name}” ended on {when}.</source>
        <translation>“{name}”的许可已于 {when} 到期。</translation>
    </message>
    <message>
        <source>Ask head office for a pack with a new licence; if the machine&apos;s date is wrong, correct it.</source>
        <translation>请向总行索取带有新许可的数据包；如本机日期有误，请更正。</translation>
    </message>
    <message>
        <source>“{name}” is not licensed for this use ({purpose}).</source>
        <translation>“{name}”未获准用于此用途（{purpose}）。</translation>
    </message>
    <message>
        <source>Activate another model for it, or ask head office for a wider licence.</source>
        <translation>请为此用途启用其他模型，或向总行索取范围更广的许可。</translation>
    </message>
    <message>
        <source>The licence of “{name}” allows {runs} runs, and too few are left.</source>
        <translation>“{name}”的许可允许使用 {runs} 次，剩余次数不足。</translation>
    </message>
    <message>
        <source>Ask head office for a pack with more runs; other models go on working.</source>
        <translation>请向总行索取次数更多的数据包；其他模型可继续使用。</translation>
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
        <source>“{name}” is set aside and not used: {why}.</source>
        <translation>“{name}”已停用：{why}。</translation>
    </message>
    <message>
        <source>Activate another model, or ask head office for a new pack; nothing was deleted.</source>
        <translation>请启用其他模型，或向总行索取新的数据包；未删除任何内容。</translation>
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
        <source>“{name}” needs about {needed_mb} MB, but models may take {budget_mb} MB here.</source>
        <translation>“{name}”约需 {needed_mb} MB，而这里模型只能使用 {budget_mb} MB。</translation>
    </message>
    <message>
        <source>Use a smaller model, close other programs, or allow models more memory in the settings.</source>
        <translation>请使用较小的模型、关闭其他程序，或在设置中允许模型使用更多内存。</translation>
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
        <source>This vault takes only signed models, and “{name}” is not signed.</source>
        <translation>此保险库只接受已签名的模型，而“{name}”未签名。</translation>
    </message>
    <message>
        <source>Ask head office for it as a pack; models that came with the program are exempt.</source>
        <translation>请向总行索取其数据包；程序随附的模型除外。</translation>
    </message>
    <message>
        <source>There is no room for “{name}” beside the models that are at work.</source>
        <translation>正在工作的模型旁边没有空间容纳“{name}”。</translation>
    </message>
    <message>
        <source>Wait until the other work has ended, or allow models more memory in the settings.</source>
        <translation>请等待其他工作结束，或在设置中允许模型使用更多内存。</translation>
    </message>
    <message>
        <source>You came in by a recovery, which names nobody, so you cannot {what} review {number}.</source>
        <translation>您是通过恢复方式进入的，没有姓名，因此不能对审查 {number} 执行“{what}”。</translation>
    </message>
    <message>
        <source>Let a user with a name of their own do it.</source>
        <translation>请由有自己名字的用户来做。</translation>
    </message>
    <message>
        <source>“{name}” is not a pack.</source>
        <translation>“{name}”不是数据包。</translation>
    </message>
    <message>
        <source>Choose a file that ends in .cofferpack; a model in a folder is imported by its folder.</source>
        <translation>请选择以 .cofferpack 结尾的文件；文件夹中的模型请按文件夹导入。</translation>
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
        <source>Your role may not {what} items of the severity “{severity}”.</source>
        <translation>您的角色不能对严重程度为“{severity}”的项目执行“{what}”。</translation>
    </message>
    <message>
        <source>Ask someone whose limit is higher; the administrator sets the limits.</source>
        <translation>请权限更高的人处理；权限由管理员设定。</translation>
    </message>
    <message>
        <source>Each line is one question or one JSON object; see docs/formats/command-line.md.</source>
        <translation>每行一个问题或一个 JSON 对象；见 docs/formats/command-line.md。</translation>
    </message>
    <message>
        <source>The list has {count} questions, and {most} at most are answered together.</source>
        <translation>清单有 {count} 个问题，一次最多一起回答 {most} 个。</translation>
    </message>
    <message>
        <source>Ask them in several lists.</source>
        <translation>请分成几份清单提问。</translation>
    </message>
    <message>
        <source>Run “cofferdam doctor” and show its result to your administrator.</source>
        <translation>请运行“cofferdam doctor”，并将结果出示给管理员。</translation>
    </message>
    <message>
        <source>The audit chain was altered at entry {entry}: {why}.</source>
        <translation>审计链在第 {entry} 条处被篡改：{why}。</translation>
    </message>
    <message>
        <source>Look at it: if it is a scan, it needs text recognition and a sharper picture.</source>
        <translation>请查看该文件：如果是扫描件，需要文字识别和更清晰的图像。</translation>
    </message>
    <message>
        <source>If it is a PDF, give the password; else save a copy without the password and add that.</source>
        <translation>如果是 PDF，请提供密码；否则请另存一份无密码的副本再添加。</translation>
    </message>
    <message>
        <source>The password given does not open “{name}”.</source>
        <translation>所给密码无法打开“{name}”。</translation>
    </message>
    <message>
        <source>Ask whoever sent the file for its password and try again.</source>
        <translation>请向发送者索取密码后重试。</translation>
    </message>
    <message>
        <source>Add it as PDF, DOCX, XLSX, PPTX, CSV, TXT, MD, HTML, RTF, EML, MSG, PNG, JPEG or TIFF; save older Office files in the newer format first.</source>
        <translation>请以 PDF、DOCX、XLSX、PPTX、CSV、TXT、MD、HTML、RTF、EML、MSG、PNG、JPEG 或 TIFF 添加；旧版 Office 文件请先另存为新格式。</translation>
    </message>
    <message>
        <source>There is no field “{field}” in filled form {number} of this case.</source>
        <translation>此案件的已填表单 {number} 中没有字段“{field}”。</translation>
    </message>
    <message>
        <source>List what was filled with “cofferdam form show --case”.</source>
        <translation>用“cofferdam form show --case”列出已填写的内容。</translation>
    </message>
    <message>
        <source>The form “{name}” cannot be used: {why}.</source>
        <translation>表单“{name}”无法使用：{why}。</translation>
    </message>
    <message>
        <source>Correct it in the list of own forms, or in its file, and save it again.</source>
        <translation>请在自有表单列表或其文件中更正，然后重新保存。</translation>
    </message>
    <message>
        <source>There is no form “{name}” {where}.</source>
        <translation>{where}没有表单“{name}”。</translation>
    </message>
    <message>
        <source>List the forms with “cofferdam form list”.</source>
        <translation>用“cofferdam form list”列出表单。</translation>
    </message>
    <message>
        <source>This does not open the vault. If you have a key file, it is needed too.</source>
        <translation>这无法打开保险库。如果您有密钥文件，还需要提供它。</translation>
    </message>
    <message>
        <source>Name your key file if you have one; check name, capitals and the keyboard layout.</source>
        <translation>如果您有密钥文件，请指定它；并检查用户名、大小写和键盘布局。</translation>
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
        <source>“{name}” cannot have {found} {what}; between {least} and {most} are possible.</source>
        <translation>“{name}”中 {what} 的数量不能为 {found}；允许 {least} 到 {most}。</translation>
    </message>
    <message>
        <source>Ask head office for a corrected pack; nothing was imported.</source>
        <translation>请向总行索取更正后的数据包；未导入任何内容。</translation>
    </message>
    <message>
        <source>The end of “{name}” is missing.</source>
        <translation>“{name}”的末尾缺失。</translation>
    </message>
    <message>
        <source>Copy the pack again from its source; if that does not help, ask for a new one.</source>
        <translation>请从来源重新复制数据包；如仍不行，请索取新的数据包。</translation>
    </message>
    <message>
        <source>“{name}” is number {found}, and this vault has seen number {highest} already.</source>
        <translation>“{name}”的序号为 {found}，而此保险库已见过序号 {highest}。</translation>
    </message>
    <message>
        <source>Use the newest one, or go back on purpose with “cofferdam models roll-back”.</source>
        <translation>请使用最新版本，或用“cofferdam models roll-back”有意退回。</translation>
    </message>
    <message>
        <source>“{name}” has something twice that it may have once ({what}).</source>
        <translation>“{name}”中有只允许出现一次的内容出现了两次（{what}）。</translation>
    </message>
    <message>
        <source>Do not use it; nothing was imported. Tell head office how it reached you.</source>
        <translation>请勿使用；未导入任何内容。请告知总行您是如何收到它的。</translation>
    </message>
    <message>
        <source>“{name}” could be imported until {when}.</source>
        <translation>“{name}”的可导入期限为 {when}，现已过期。</translation>
    </message>
    <message>
        <source>Ask head office for a newer pack; if the machine&apos;s date is wrong, correct it.</source>
        <translation>请向总行索取更新的数据包；如本机日期有误，请更正。</translation>
    </message>
    <message>
        <source>“{name}” says something that this release does not understand ({what}).</source>
        <translation>“{name}”含有本版本无法理解的内容（{what}）。</translation>
    </message>
    <message>
        <source>Import it with a newer release, or ask head office for a pack that fits this one.</source>
        <translation>请用更新的版本导入，或向总行索取适合本版本的数据包。</translation>
    </message>
    <message>
        <source>The description in “{name}” cannot be used: {why}.</source>
        <translation>“{name}”中的说明无法使用：{why}。</translation>
    </message>
    <message>
        <source>List them with “cofferdam pack list”, or import one with “cofferdam pack import”.</source>
        <translation>请用“cofferdam pack list”查看，或用“cofferdam pack import”导入。</translation>
    </message>
    <message>
        <source>“{name}” asks for an absurd effort to open its passphrase ({why}).</source>
        <translation>“{name}”要求以不合理的代价验证口令（{why}）。</translation>
    </message>
    <message>
        <source>The key in “{name}” does not belong to this pack.</source>
        <translation>“{name}”中的密钥不属于此数据包。</translation>
    </message>
    <message>
        <source>“{name}” has a file whose name cannot be used ({why}).</source>
        <translation>“{name}”中有文件名无法使用（{why}）。</translation>
    </message>
    <message>
        <source>The description in “{name}” is not written in its one form.</source>
        <translation>“{name}”中的说明未按规定的唯一格式书写。</translation>
    </message>
    <message>
        <source>“{name}” cannot be opened here: {why}.</source>
        <translation>“{name}”无法在此打开：{why}。</translation>
    </message>
    <message>
        <source>Give head office the public key of this appliance, and ask for a pack made for it.</source>
        <translation>请将本机的公钥提供给总行，并索取为其制作的数据包。</translation>
    </message>
    <message>
        <source>The parts of “{name}” are not in their order ({what}).</source>
        <translation>“{name}”的各部分顺序不正确（{what}）。</translation>
    </message>
    <message>
        <source>Part {part} of “{component}” in “{name}” was changed or comes from another pack.</source>
        <translation>“{name}”中“{component}”的第 {part} 部分被更改或来自其他数据包。</translation>
    </message>
    <message>
        <source>Parts of “{component}” in “{name}” were exchanged (part {part}).</source>
        <translation>“{name}”中“{component}”的部分内容被调换（第 {part} 部分）。</translation>
    </message>
    <message>
        <source>Head office revoked “{name}” ({why}).</source>
        <translation>总行已撤销“{name}”（{why}）。</translation>
    </message>
    <message>
        <source>Do not use it; ask head office what to use instead.</source>
        <translation>请勿使用；请向总行询问替代内容。</translation>
    </message>
    <message>
        <source>“{name}” has {found} of the {needed} signatures by trusted publishers that it needs.</source>
        <translation>“{name}”需要 {needed} 个受信任发布方的签名，现有 {found} 个。</translation>
    </message>
    <message>
        <source>Do not use it unless head office confirms it; ask for a pack signed by its keys.</source>
        <translation>除非总行确认，请勿使用；请索取用其密钥签名的数据包。</translation>
    </message>
    <message>
        <source>“{name}” announces a size that cannot be ({why}).</source>
        <translation>“{name}”声明的大小不可能（{why}）。</translation>
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
        <source>“{name}” has control or invisible characters in a text ({place}).</source>
        <translation>“{name}”的文本中含有控制字符或不可见字符（{place}）。</translation>
    </message>
    <message>
        <source>“{name}” is a pack of format {found}, and this release reads format {known}.</source>
        <translation>“{name}”是格式 {found} 的数据包，而本版本读取格式 {known}。</translation>
    </message>
    <message>
        <source>Import it with a newer release.</source>
        <translation>请用更新的版本导入。</translation>
    </message>
    <message>
        <source>Something was added at the end of “{name}”.</source>
        <translation>“{name}”的末尾被添加了内容。</translation>
    </message>
    <message>
        <source>“{name}” is not signed.</source>
        <translation>“{name}”未签名。</translation>
    </message>
    <message>
        <source>Ask head office to sign it; until then it is a draft.</source>
        <translation>请总行签名；在此之前它只是草稿。</translation>
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
        <source>This passphrase does not open “{name}”.</source>
        <translation>此口令无法打开“{name}”。</translation>
    </message>
    <message>
        <source>Check capitals and the keyboard layout, and that it is the passphrase of this file.</source>
        <translation>请检查大小写和键盘布局，并确认是此文件的口令。</translation>
    </message>
    <message>
        <source>What “{name}” kept of the document cannot be used any more.</source>
        <translation>“{name}”为该文件保留的内容已不能再使用。</translation>
    </message>
    <message>
        <source>Ask again: the document is read anew.</source>
        <translation>请重新提问：文件会被重新读取。</translation>
    </message>
    <message>
        <source>The offline proof “{name}” is not valid: {why}.</source>
        <translation>离线证明“{name}”无效：{why}。</translation>
    </message>
    <message>
        <source>Ask for a new one, exported on the appliance itself.</source>
        <translation>请索取在设备本身上导出的新证明。</translation>
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
        <source>A Chinese report as PDF could not be written: this computer has no TrueType font with Chinese letters.</source>
        <translation>无法写出中文 PDF 报告：本机没有含中文字形的 TrueType 字体。</translation>
    </message>
    <message>
        <source>Install the package fonts-wqy-microhei (Debian, Ubuntu) or wqy-microhei-fonts (Fedora), or lay a .ttf or .ttc file with Chinese letters into {folder}; DOCX and XLSX need none.</source>
        <translation>请安装软件包 fonts-wqy-microhei（Debian、Ubuntu）或 wqy-microhei-fonts（Fedora），或将含中文字形的 .ttf 或 .ttc 文件放入 {folder}；DOCX 和 XLSX 不需要字体。</translation>
    </message>
    <message>
        <source>The report “{name}” is not valid: {why}.</source>
        <translation>报告“{name}”无效：{why}。</translation>
    </message>
    <message>
        <source>Do not rely on it. Ask for a new one, exported from the vault itself.</source>
        <translation>请勿依赖它。请索取一份从保险库直接导出的新报告。</translation>
    </message>
    <message>
        <source>The report could not be written: {why}.</source>
        <translation>无法写出报告：{why}。</translation>
    </message>
    <message>
        <source>Write it again, or in another format; if it fails each time, report it with the log.</source>
        <translation>请重写，或换一种格式；若每次都失败，请附日志报告。</translation>
    </message>
    <message>
        <source>This vault was restored from a backup of {made_at}, and newer entries were seen already.</source>
        <translation>此保险库是从 {made_at} 的备份恢复的，而此前已见过更新的条目。</translation>
    </message>
    <message>
        <source>An administrator must open it first and accept the older state with “cofferdam audit accept-rollback”; it is recorded.</source>
        <translation>须由管理员先打开，并用“cofferdam audit accept-rollback”接受较旧的状态；该行为会被记录。</translation>
    </message>
    <message>
        <source>Review {number} is not what {by} signed.</source>
        <translation>审查 {number} 与 {by} 所签署的内容不符。</translation>
    </message>
    <message>
        <source>Send it back, so that it is looked at and signed again.</source>
        <translation>请退回，以便重新查看并签署。</translation>
    </message>
    <message>
        <source>Review {number} began with the model “{model}”, which is not in this vault any more.</source>
        <translation>审查 {number} 开始时使用的模型“{model}”已不在本保险库中。</translation>
    </message>
    <message>
        <source>Import that model again and go on, or begin a new review.</source>
        <translation>请重新导入该模型后继续，或开始新的审查。</translation>
    </message>
    <message>
        <source>Review {number} is {state}, so this cannot be done now.</source>
        <translation>审查 {number} 的状态为 {state}，现在不能这样做。</translation>
    </message>
    <message>
        <source>A signed review is opened again with “cofferdam review reopen”, which keeps its history.</source>
        <translation>已签署的审查可用“cofferdam review reopen”再次打开，历史会保留。</translation>
    </message>
    <message>
        <source>Review {number} is being worked on just now.</source>
        <translation>审查 {number} 正在处理中。</translation>
    </message>
    <message>
        <source>Wait until it is done, or stop it first.</source>
        <translation>请等待完成，或先停止它。</translation>
    </message>
    <message>
        <source>There is no review {number} in this case.</source>
        <translation>本案没有审查 {number}。</translation>
    </message>
    <message>
        <source>List the reviews with “cofferdam review list”.</source>
        <translation>请用“cofferdam review list”列出审查。</translation>
    </message>
    <message>
        <source>An earlier change of keys is not finished: {left} left.</source>
        <translation>之前的密钥更换尚未完成：还剩 {left}。</translation>
    </message>
    <message>
        <source>Continue it with “cofferdam rotate”, then repeat the step.</source>
        <translation>请用“cofferdam rotate”继续，然后重试此步骤。</translation>
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
        <source>You cannot check review {number}: {why}.</source>
        <translation>您不能复核审查 {number}：{why}。</translation>
    </message>
    <message>
        <source>Ask a second person with the role reviewer to check and sign it.</source>
        <translation>请另一位具有合规审查员角色的人复核并签署。</translation>
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
        <source>“{name}” answers differently here than at its publisher ({why}), so it is set aside.</source>
        <translation>“{name}”在此处的回答与发布方处不同（{why}），因此已停用。</translation>
    </message>
    <message>
        <source>Do not use it; send head office the engine build that “cofferdam doctor” shows.</source>
        <translation>请勿使用；将“cofferdam doctor”显示的引擎版本发送给总行。</translation>
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
        <source>“{name}” is signed twice with the key {key}.</source>
        <translation>“{name}”被密钥 {key} 签名两次。</translation>
    </message>
    <message>
        <source>A second signature must be made with another publisher&apos;s key.</source>
        <translation>第二个签名必须使用另一发布方的密钥。</translation>
    </message>
    <message>
        <source>A signature on “{name}” is false (key {key}).</source>
        <translation>“{name}”上的一个签名是伪造的（密钥 {key}）。</translation>
    </message>
    <message>
        <source>{failed} of {total} cases could not be reviewed.</source>
        <translation>{total} 个案件中有 {failed} 个无法审查。</translation>
    </message>
    <message>
        <source>The reasons are listed above; “cofferdam review batch --resume {number}” tries these cases again.</source>
        <translation>原因已在上方列出；“cofferdam review batch --resume {number}”会重试这些案件。</translation>
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
        <source>Too many wrong tries. The next one is possible in {wait_s} s.</source>
        <translation>错误次数过多。{wait_s} 秒后可再试。</translation>
    </message>
    <message>
        <source>Wait, then check capitals and the keyboard layout before you try again.</source>
        <translation>请等待，并在再次尝试前检查大小写和键盘布局。</translation>
    </message>
    <message>
        <source>{what} ended on {when}, so nothing new is imported.</source>
        <translation>{what}已于 {when} 到期，因此不导入任何新内容。</translation>
    </message>
    <message>
        <source>Ask head office for a newer one and bring it with “cofferdam trust update”.</source>
        <translation>请向总行索取更新的文件，并用“cofferdam trust update”导入。</translation>
    </message>
    <message>
        <source>“{name}” cannot be used: {why}.</source>
        <translation>“{name}”无法使用：{why}。</translation>
    </message>
    <message>
        <source>Ask head office for a corrected file; nothing was changed.</source>
        <translation>请向总行索取更正后的文件；未作任何更改。</translation>
    </message>
    <message>
        <source>This vault trusts no publisher yet, so no pack can be imported.</source>
        <translation>此保险库尚未信任任何发布方，因此无法导入数据包。</translation>
    </message>
    <message>
        <source>Pin head office&apos;s root first with “cofferdam trust pin”.</source>
        <translation>请先用“cofferdam trust pin”设定总行的根信任文件。</translation>
    </message>
    <message>
        <source>“{name}” has version {found}, but {expected} is what this vault can take.</source>
        <translation>“{name}”的版本为 {found}，而此保险库可接受的是 {expected}。</translation>
    </message>
    <message>
        <source>Import the versions in their order; ask head office for those that are missing.</source>
        <translation>请按顺序导入各版本；缺少的请向总行索取。</translation>
    </message>
    <message>
        <source>“{name}” has {found} of the {needed} signatures that it needs ({role}).</source>
        <translation>“{name}”需要 {needed} 个签名，现有 {found} 个（{role}）。</translation>
    </message>
    <message>
        <source>Ask head office to have it signed by the keys that are missing; nothing was changed.</source>
        <translation>请总行用缺少的密钥补签；未作任何更改。</translation>
    </message>
    <message>
        <source>There is already a user “{name}”.</source>
        <translation>已有名为“{name}”的用户。</translation>
    </message>
    <message>
        <source>There is no user “{name}” in this vault.</source>
        <translation>此保险库中没有名为“{name}”的用户。</translation>
    </message>
    <message>
        <source>List the users with “cofferdam user list”.</source>
        <translation>请用“cofferdam user list”查看用户。</translation>
    </message>
    <message>
        <source>“{value}” cannot be the value of “{field}”: {why}.</source>
        <translation>“{value}”不能作为“{field}”的值：{why}。</translation>
    </message>
    <message>
        <source>Write it as the field&apos;s kind wants it, for example 2026-09-14 for a date.</source>
        <translation>请按字段类型的要求填写，例如日期写作 2026-09-14。</translation>
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
        <source>The control database was put back to an earlier state, or changed, while the vault was closed.</source>
        <translation>控制数据库在保险库关闭期间被退回到以前的状态或被更改。</translation>
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
        <source>The witness in “{name}” cannot be used: {why}.</source>
        <translation>“{name}”中的见证无法使用：{why}。</translation>
    </message>
    <message>
        <source>Use the medium on which “cofferdam audit witness init” was run, or make a new witness.</source>
        <translation>请使用运行过“cofferdam audit witness init”的介质，或制作新的见证。</translation>
    </message>
    <message>
        <source>This does not open the vault: passphrase, name or key file is not the right one.</source>
        <translation>无法打开保险库：口令、用户名或密钥文件不正确。</translation>
    </message>
    <message>
        <source>Check capitals and the keyboard layout, or use the recovery code.</source>
        <translation>请检查大小写和键盘布局，或使用恢复码。</translation>
    </message>
</context>
<context>
    <name>facets</name>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Tables</source>
        <translation>表格</translation>
    </message>
    <message>
        <source>Headings</source>
        <translation>标题</translation>
    </message>
</context>
<context>
    <name>formats</name>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>Word</source>
        <translation>Word</translation>
    </message>
    <message>
        <source>Excel</source>
        <translation>Excel</translation>
    </message>
    <message>
        <source>PowerPoint</source>
        <translation>PowerPoint</translation>
    </message>
    <message>
        <source>Text and tables</source>
        <translation>文本和表格</translation>
    </message>
    <message>
        <source>Web pages</source>
        <translation>网页</translation>
    </message>
    <message>
        <source>E-mail</source>
        <translation>电子邮件</translation>
    </message>
    <message>
        <source>Scans</source>
        <translation>扫描件</translation>
    </message>
    <message>
        <source>All that can be read</source>
        <translation>所有可读取的文档</translation>
    </message>
    <message>
        <source>All files</source>
        <translation>所有文档</translation>
    </message>
</context>
<context>
    <name>packKinds</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Checklist</source>
        <translation>检查清单</translation>
    </message>
    <message>
        <source>Prompts</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Policy of head office</source>
        <translation>总行规章</translation>
    </message>
    <message>
        <source>News of head office about whom to trust</source>
        <translation>总行的信任更新</translation>
    </message>
    <message>
        <source>The model is sealed into the vault. It is used only after somebody makes it the one in use.</source>
        <translation>模型将加密存入保险库，须经人员启用后才会使用。</translation>
    </message>
    <message>
        <source>The checklist is kept in the vault. Earlier versions stay.</source>
        <translation>检查清单将保存在保险库中，旧版本予以保留。</translation>
    </message>
    <message>
        <source>The prompts are kept in the vault. Earlier versions stay.</source>
        <translation>提示词将保存在保险库中，旧版本予以保留。</translation>
    </message>
    <message>
        <source>The rules in it are in force at once and for everybody who uses this vault.</source>
        <translation>其中的规则立即生效，适用于此保险库的所有用户。</translation>
    </message>
    <message>
        <source>Newer keys of head office and its list of what is revoked are followed. Models that it revokes are set aside at once.</source>
        <translation>将采用总行的新密钥及其撤销清单。被撤销的模型立即停用。</translation>
    </message>
    <message>
        <source>The model was imported and sealed.</source>
        <translation>模型已导入并加密。</translation>
    </message>
    <message>
        <source>The checklist was imported.</source>
        <translation>检查清单已导入。</translation>
    </message>
    <message>
        <source>The prompts were imported.</source>
        <translation>提示词已导入。</translation>
    </message>
    <message>
        <source>The policy was imported and is in force.</source>
        <translation>规章已导入并生效。</translation>
    </message>
    <message>
        <source>The news of head office is in force.</source>
        <translation>总行的信任更新已生效。</translation>
    </message>
    <message>
        <source>answers</source>
        <translation>回答</translation>
    </message>
    <message>
        <source>search</source>
        <translation>检索</translation>
    </message>
    <message>
        <source>scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>reviews</source>
        <translation>审查</translation>
    </message>
    <message>
        <source>trusted</source>
        <translation>受信任</translation>
    </message>
    <message>
        <source>revoked by head office</source>
        <translation>已被总行撤销</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>any work</source>
        <translation>不限</translation>
    </message>
    <message>
        <source>all branches</source>
        <translation>所有网点</translation>
    </message>
    <message>
        <source>without end</source>
        <translation>无期限</translation>
    </message>
    <message>
        <source>as often as wanted</source>
        <translation>不限次数</translation>
    </message>
    <message>
        <source>{left} of {most} left</source>
        <translation>剩余 {left} 次，共 {most} 次</translation>
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
    <name>protection</name>
    <message>
        <source>No new rights</source>
        <translation>不能提权</translation>
    </message>
    <message>
        <source>It cannot gain rights by running a program.</source>
        <translation>无法通过运行程序获得权限。</translation>
    </message>
    <message>
        <source>Closed memory</source>
        <translation>内存不可读取</translation>
    </message>
    <message>
        <source>Other programs of the same user cannot read or trace its memory.</source>
        <translation>同一用户的其他程序无法读取或跟踪其内存。</translation>
    </message>
    <message>
        <source>No crash image</source>
        <translation>无崩溃转储</translation>
    </message>
    <message>
        <source>It leaves no memory image when it crashes.</source>
        <translation>崩溃时不留下内存转储。</translation>
    </message>
    <message>
        <source>Nothing outside the fence</source>
        <translation>无隔离外线程</translation>
    </message>
    <message>
        <source>It had one thread when it was fenced in.</source>
        <translation>进入隔离时只有一个线程。</translation>
    </message>
    <message>
        <source>Fixed code</source>
        <translation>代码固定</translation>
    </message>
    <message>
        <source>It has no memory that can be written and run.</source>
        <translation>没有既可写又可执行的内存。</translation>
    </message>
    <message>
        <source>No files</source>
        <translation>不能访问文件</translation>
    </message>
    <message>
        <source>It reaches no file and no folder (Landlock).</source>
        <translation>无法访问任何文件和文件夹 (Landlock)。</translation>
    </message>
    <message>
        <source>No TCP</source>
        <translation>禁止 TCP</translation>
    </message>
    <message>
        <source>It opens and accepts no TCP connection (Landlock).</source>
        <translation>不能建立或接受 TCP 连接 (Landlock)。</translation>
    </message>
    <message>
        <source>No signals to others</source>
        <translation>不能影响其他进程</translation>
    </message>
    <message>
        <source>It reaches no named socket and signals no other process (Landlock).</source>
        <translation>无法访问命名套接字，也不能向其他进程发信号 (Landlock)。</translation>
    </message>
    <message>
        <source>Listed system calls only</source>
        <translation>仅限列出的系统调用</translation>
    </message>
    <message>
        <source>It makes only listed calls of the system, none that makes code (seccomp).</source>
        <translation>只能使用列出的系统调用，不能生成代码 (seccomp)。</translation>
    </message>
    <message>
        <source>No administrator&apos;s rights</source>
        <translation>无管理员权限</translation>
    </message>
    <message>
        <source>It holds no right of an administrator.</source>
        <translation>不持有任何系统管理员权限。</translation>
    </message>
    <message>
        <source>Nobody on this machine</source>
        <translation>无本机身份</translation>
    </message>
    <message>
        <source>It is nobody on this machine (user namespace).</source>
        <translation>在本机上没有身份（用户命名空间）。</translation>
    </message>
    <message>
        <source>Empty network</source>
        <translation>空网络</translation>
    </message>
    <message>
        <source>It has a network of its own without any device (network namespace).</source>
        <translation>使用没有任何设备的独立网络（网络命名空间）。</translation>
    </message>
    <message>
        <source>No shared memory</source>
        <translation>无共享内存</translation>
    </message>
    <message>
        <source>It shares no memory segments, queues or host name (IPC and UTS).</source>
        <translation>不共享内存段、队列或主机名（IPC 与 UTS）。</translation>
    </message>
    <message>
        <source>Empty disk</source>
        <translation>空磁盘</translation>
    </message>
    <message>
        <source>It has a root folder of its own with nothing in it (mount namespace).</source>
        <translation>使用空的独立根目录（挂载命名空间）。</translation>
    </message>
    <message>
        <source>No other processes in sight</source>
        <translation>看不到其他进程</translation>
    </message>
    <message>
        <source>It has process numbers of its own (PID namespace).</source>
        <translation>使用独立的进程编号（PID 命名空间）。</translation>
    </message>
    <message>
        <source>Limit on memory</source>
        <translation>内存限制</translation>
    </message>
    <message>
        <source>It cannot use up the machine&apos;s memory.</source>
        <translation>不能耗尽本机内存。</translation>
    </message>
    <message>
        <source>Limit on processor time</source>
        <translation>处理器时间限制</translation>
    </message>
    <message>
        <source>It cannot compute for ever.</source>
        <translation>不能无限期运算。</translation>
    </message>
    <message>
        <source>Limit on processes</source>
        <translation>进程数限制</translation>
    </message>
    <message>
        <source>It cannot start processes and threads at will.</source>
        <translation>不能任意启动进程和线程。</translation>
    </message>
    <message>
        <source>No writing</source>
        <translation>不能写文件</translation>
    </message>
    <message>
        <source>It can write no file at all.</source>
        <translation>不能写入任何文件。</translation>
    </message>
    <message>
        <source>Limit on open files</source>
        <translation>打开文件数限制</translation>
    </message>
    <message>
        <source>It can have only a few files open.</source>
        <translation>只能打开少量文件。</translation>
    </message>
    <message>
        <source>Limit on locked memory</source>
        <translation>锁定内存限制</translation>
    </message>
    <message>
        <source>It can lock no memory.</source>
        <translation>不能锁定内存。</translation>
    </message>
    <message>
        <source>Empty working folder</source>
        <translation>空工作目录</translation>
    </message>
    <message>
        <source>It works in an empty folder.</source>
        <translation>在空文件夹中运行。</translation>
    </message>
    <message>
        <source>Clean environment</source>
        <translation>干净的环境变量</translation>
    </message>
    <message>
        <source>It was given no settings of the desktop, only our own.</source>
        <translation>只接收本程序的设置，不接收桌面环境的设置。</translation>
    </message>
    <message>
        <source>No open files handed over</source>
        <translation>未传入多余文件</translation>
    </message>
    <message>
        <source>It was given no open file but those meant for it.</source>
        <translation>除为其准备的文件外，未传入任何打开的文件。</translation>
    </message>
    <message>
        <source>Ends with the program</source>
        <translation>随程序结束</translation>
    </message>
    <message>
        <source>It ends when the program ends.</source>
        <translation>程序结束时一并结束。</translation>
    </message>
    <message>
        <source>No sockets to other machines</source>
        <translation>无对外套接字</translation>
    </message>
    <message>
        <source>It opens no socket that could leave the machine (seccomp).</source>
        <translation>不能打开通往其他电脑的套接字 (seccomp)。</translation>
    </message>
    <message>
        <source>Refusals counted</source>
        <translation>拒绝次数已计</translation>
    </message>
    <message>
        <source>Attempts to reach another machine are counted.</source>
        <translation>连接其他电脑的尝试会被计数。</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>本程序</translation>
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
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Reads scans</source>
        <translation>识别扫描件</translation>
    </message>
    <message>
        <source>Measures models</source>
        <translation>测量模型</translation>
    </message>
    <message>
        <source>Reads PDF</source>
        <translation>读取 PDF</translation>
    </message>
    <message>
        <source>Reads Office</source>
        <translation>读取 Office</translation>
    </message>
    <message>
        <source>Reads text</source>
        <translation>读取文本</translation>
    </message>
    <message>
        <source>Reads mail</source>
        <translation>读取邮件</translation>
    </message>
    <message>
        <source>Opens pictures</source>
        <translation>打开图像</translation>
    </message>
    <message>
        <source>Writes reports</source>
        <translation>撰写报告</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>met</source>
        <translation>满足</translation>
    </message>
    <message>
        <source>not met</source>
        <translation>不满足</translation>
    </message>
    <message>
        <source>contradicted</source>
        <translation>相矛盾</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>needs a person</source>
        <translation>须由人判断</translation>
    </message>
    <message>
        <source>present</source>
        <translation>存在</translation>
    </message>
    <message>
        <source>not present</source>
        <translation>不存在</translation>
    </message>
    <message>
        <source>critical</source>
        <translation>严重</translation>
    </message>
    <message>
        <source>high</source>
        <translation>高</translation>
    </message>
    <message>
        <source>medium</source>
        <translation>中</translation>
    </message>
    <message>
        <source>low</source>
        <translation>低</translation>
    </message>
    <message>
        <source>being prepared</source>
        <translation>准备中</translation>
    </message>
    <message>
        <source>to be decided</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>waits for the second signature</source>
        <translation>等待第二人签署</translation>
    </message>
    <message>
        <source>signed by two</source>
        <translation>已由两人签署</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待决定</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>in order</source>
        <translation>合格</translation>
    </message>
    <message>
        <source>missing</source>
        <translation>缺失</translation>
    </message>
    <message>
        <source>too old</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>incomplete</source>
        <translation>不完整</translation>
    </message>
    <message>
        <source>not signed</source>
        <translation>未签署</translation>
    </message>
    <message>
        <source>expires soon</source>
        <translation>即将到期</translation>
    </message>
    <message>
        <source>speaks for it</source>
        <translation>支持</translation>
    </message>
    <message>
        <source>speaks against it</source>
        <translation>反对</translation>
    </message>
    <message>
        <source>limits it elsewhere</source>
        <translation>在别处限制它</translation>
    </message>
    <message>
        <source>stands beside it</source>
        <translation>相关</translation>
    </message>
    <message>
        <source>by a fixed rule</source>
        <translation>按固定规则</translation>
    </message>
    <message>
        <source>by a model</source>
        <translation>由模型</translation>
    </message>
    <message>
        <source>by a rule and a model</source>
        <translation>由规则和模型</translation>
    </message>
    <message>
        <source>by a person</source>
        <translation>由人</translation>
    </message>
    <message>
        <source>statement: said, denied or not mentioned</source>
        <translation>陈述：肯定、否定或未提及</translation>
    </message>
    <message>
        <source>a paper that must be there</source>
        <translation>必须具备的文件</translation>
    </message>
    <message>
        <source>a date that keeps a rule</source>
        <translation>符合规则的日期</translation>
    </message>
    <message>
        <source>a value that is the same everywhere</source>
        <translation>各处一致的值</translation>
    </message>
    <message>
        <source>a number with check digits</source>
        <translation>带校验码的号码</translation>
    </message>
    <message>
        <source>something that must stand there</source>
        <translation>必须写明的内容</translation>
    </message>
    <message>
        <source>an indicator of risk</source>
        <translation>风险指标</translation>
    </message>
    <message>
        <source>wording only</source>
        <translation>仅看措辞</translation>
    </message>
    <message>
        <source>amounts just below a threshold</source>
        <translation>略低于报告门槛的金额</translation>
    </message>
    <message>
        <source>round sums</source>
        <translation>整数金额</translation>
    </message>
    <message>
        <source>money in and out within days</source>
        <translation>资金数日内快进快出</translation>
    </message>
    <message>
        <source>a high share of cash</source>
        <translation>现金占比高</translation>
    </message>
    <message>
        <source>an amount</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>a date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>a text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>a number of letters and digits</source>
        <translation>由字母和数字组成的号码</translation>
    </message>
    <message>
        <source>began the review</source>
        <translation>开始了审查</translation>
    </message>
    <message>
        <source>went on with it</source>
        <translation>继续了它</translation>
    </message>
    <message>
        <source>all items were looked at</source>
        <translation>全部项目已查看</translation>
    </message>
    <message>
        <source>ran it again</source>
        <translation>重新运行了它</translation>
    </message>
    <message>
        <source>accepted an item</source>
        <translation>接受了一项</translation>
    </message>
    <message>
        <source>waived an item</source>
        <translation>豁免了一项</translation>
    </message>
    <message>
        <source>corrected an item</source>
        <translation>更正了一项</translation>
    </message>
    <message>
        <source>corrected and waived an item</source>
        <translation>更正并豁免了一项</translation>
    </message>
    <message>
        <source>rejected a proposal</source>
        <translation>拒绝了一条建议</translation>
    </message>
    <message>
        <source>signed as the maker</source>
        <translation>作为经办人签署</translation>
    </message>
    <message>
        <source>signed as the checker</source>
        <translation>作为复核人签署</translation>
    </message>
    <message>
        <source>sent it back</source>
        <translation>退回了它</translation>
    </message>
    <message>
        <source>opened it again</source>
        <translation>重新打开了它</translation>
    </message>
    <message>
        <source>{name}, page {page}</source>
        <translation>{name}，第 {page} 页</translation>
    </message>
    <message>
        <source>any jurisdiction</source>
        <translation>任何地区</translation>
    </message>
</context>
<context>
    <name>roles</name>
    <message>
        <source>works with cases, documents and scores</source>
        <translation>处理案件、文档和评分</translation>
    </message>
    <message>
        <source>reads cases, puts them on hold, asks questions</source>
        <translation>查阅案件、实施保全、提问</translation>
    </message>
    <message>
        <source>imports and chooses models; sees no case</source>
        <translation>导入和选用模型，看不到案件</translation>
    </message>
    <message>
        <source>users, backups, retention; sees no case</source>
        <translation>管理用户、备份和保留规则，看不到案件</translation>
    </message>
    <message>
        <source>reads the record of what was done; sees no case</source>
        <translation>查阅操作记录，看不到案件</translation>
    </message>
    <message>
        <source>Branch officer</source>
        <translation>网点人员</translation>
    </message>
    <message>
        <source>Compliance reviewer</source>
        <translation>合规审查人员</translation>
    </message>
    <message>
        <source>Model owner</source>
        <translation>模型管理员</translation>
    </message>
    <message>
        <source>Administrator</source>
        <translation>管理员</translation>
    </message>
    <message>
        <source>Auditor</source>
        <translation>审计人员</translation>
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
    <name>side</name>
    <message>
        <source>Look-up</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Figure</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>List of all</source>
        <translation>全部列出</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>Comparison</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>摘要</translation>
    </message>
    <message>
        <source>Is it missing?</source>
        <translation>是否缺失</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Amount of money</source>
        <translation>金额</translation>
    </message>
    <message>
        <source>Date</source>
        <translation>日期</translation>
    </message>
    <message>
        <source>Yes or no</source>
        <translation>是或否</translation>
    </message>
    <message>
        <source>One of several choices</source>
        <translation>多选一</translation>
    </message>
    <message>
        <source>Number or code</source>
        <translation>号码或代码</translation>
    </message>
    <message>
        <source>List</source>
        <translation>列表</translation>
    </message>
    <message>
        <source>open</source>
        <translation>待定</translation>
    </message>
    <message>
        <source>accepted</source>
        <translation>已接受</translation>
    </message>
    <message>
        <source>corrected</source>
        <translation>已更正</translation>
    </message>
    <message>
        <source>rejected</source>
        <translation>已拒绝</translation>
    </message>
    <message>
        <source>found, in no form yet</source>
        <translation>已找到，尚未列入表单</translation>
    </message>
    <message>
        <source>Findings like this one are nearly always right.</source>
        <translation>此类结果几乎总是正确。</translation>
    </message>
    <message>
        <source>Findings like this one are mostly right.</source>
        <translation>此类结果大多正确。</translation>
    </message>
    <message>
        <source>Findings like this one are often wrong: look at the page.</source>
        <translation>此类结果常有错误：请查看页面。</translation>
    </message>
    <message>
        <source>A guess: look at the page before you accept it.</source>
        <translation>这是猜测：接受前请查看页面。</translation>
    </message>
    <message>
        <source>Found by a label beside it.</source>
        <translation>依据旁边的标签找到。</translation>
    </message>
    <message>
        <source>Found by a title before or after it.</source>
        <translation>依据前后的称谓找到。</translation>
    </message>
    <message>
        <source>Found by a salutation.</source>
        <translation>依据信函抬头找到。</translation>
    </message>
    <message>
        <source>Found by a signature.</source>
        <translation>依据签名找到。</translation>
    </message>
    <message>
        <source>Found by an e-mail address or the head of an e-mail.</source>
        <translation>依据电子邮箱地址或邮件头找到。</translation>
    </message>
    <message>
        <source>Found by the word that a contract uses for it.</source>
        <translation>依据合同对其使用的简称找到。</translation>
    </message>
    <message>
        <source>Found by a role beside it.</source>
        <translation>依据旁边的职务找到。</translation>
    </message>
    <message>
        <source>Found by words that are said of persons.</source>
        <translation>依据只用于人的措辞找到。</translation>
    </message>
    <message>
        <source>Found by a list of names.</source>
        <translation>依据姓名表找到。</translation>
    </message>
    <message>
        <source>Found by the way it is built.</source>
        <translation>依据姓名的构成方式找到。</translation>
    </message>
    <message>
        <source>Found because another place names this person.</source>
        <translation>因另一处提到此人而找到。</translation>
    </message>
    <message>
        <source>Its check digits hold.</source>
        <translation>校验位正确。</translation>
    </message>
    <message>
        <source>Its check digits do not hold: it was misread, mistyped or is something else.</source>
        <translation>校验位不正确：可能识别有误、输入有误，或并非此类号码。</translation>
    </message>
    <message>
        <source>Show everything</source>
        <translation>全部显示</translation>
    </message>
    <message>
        <source>Cover on the screen</source>
        <translation>在屏幕上遮盖</translation>
    </message>
    <message>
        <source>Cover on the screen and in exported files</source>
        <translation>在屏幕上和导出的文件中遮盖</translation>
    </message>
    <message>
        <source>Cover there, and before a model reads the text</source>
        <translation>以上均遮盖，并在模型读取之前遮盖</translation>
    </message>
    <message>
        <source>Bank account (IBAN)</source>
        <translation>银行账户 (IBAN)</translation>
    </message>
    <message>
        <source>Payment card</source>
        <translation>支付卡</translation>
    </message>
    <message>
        <source>Bank (BIC)</source>
        <translation>银行 (BIC)</translation>
    </message>
    <message>
        <source>Legal entity (LEI)</source>
        <translation>法人机构 (LEI)</translation>
    </message>
    <message>
        <source>Bank (US routing number)</source>
        <translation>银行（美国路由号码）</translation>
    </message>
    <message>
        <source>Bank account</source>
        <translation>银行账户</translation>
    </message>
    <message>
        <source>Chinese resident id</source>
        <translation>中国居民身份证号</translation>
    </message>
    <message>
        <source>Chinese unified social credit code</source>
        <translation>统一社会信用代码</translation>
    </message>
    <message>
        <source>US social security number</source>
        <translation>美国社会保障号</translation>
    </message>
    <message>
        <source>US individual taxpayer number</source>
        <translation>美国个人纳税人号</translation>
    </message>
    <message>
        <source>US employer number</source>
        <translation>美国雇主号</translation>
    </message>
    <message>
        <source>UK national insurance number</source>
        <translation>英国国民保险号</translation>
    </message>
    <message>
        <source>UK health service number</source>
        <translation>英国国民健康服务号</translation>
    </message>
    <message>
        <source>UK taxpayer reference</source>
        <translation>英国纳税人参考号</translation>
    </message>
    <message>
        <source>UK company number</source>
        <translation>英国公司编号</translation>
    </message>
    <message>
        <source>Value added tax number</source>
        <translation>增值税号</translation>
    </message>
    <message>
        <source>National or tax identity number</source>
        <translation>国民或税务识别号</translation>
    </message>
    <message>
        <source>Company register number</source>
        <translation>公司登记号</translation>
    </message>
    <message>
        <source>Passport</source>
        <translation>护照</translation>
    </message>
    <message>
        <source>E-mail address</source>
        <translation>电子邮箱</translation>
    </message>
    <message>
        <source>Telephone number</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Date of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Postal address</source>
        <translation>邮寄地址</translation>
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
        <source>en</source>
        <translation>zh</translation>
    </message>
    <message>
        <source>Table for spreadsheets (*.xlsx)</source>
        <translation>电子表格 (*.xlsx)</translation>
    </message>
    <message>
        <source>Table as text (*.csv)</source>
        <translation>文本表格 (*.csv)</translation>
    </message>
    <message>
        <source>With evidence, for programs (*.json)</source>
        <translation>附证据，供程序使用 (*.json)</translation>
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
        <source>Waiting until another model is done</source>
        <translation>正在等待另一个模型完成</translation>
    </message>
    <message>
        <source>Measuring the machine</source>
        <translation>正在测量计算机</translation>
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
        <source>Answering the questions</source>
        <translation>正在回答问题</translation>
    </message>
    <message>
        <source>Keeping what was read</source>
        <translation>正在保留读过的内容</translation>
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
        <source>Deleting</source>
        <translation>正在删除</translation>
    </message>
    <message>
        <source>Reading the picture of a page</source>
        <translation>正在识别页面图像</translation>
    </message>
    <message>
        <source>Finding tables and headings</source>
        <translation>正在识别表格和标题</translation>
    </message>
    <message>
        <source>Looking for suspicious text</source>
        <translation>正在查找可疑文字</translation>
    </message>
    <message>
        <source>Backing up</source>
        <translation>正在备份</translation>
    </message>
    <message>
        <source>Restoring</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Looking at the fence</source>
        <translation>正在检查隔离措施</translation>
    </message>
    <message>
        <source>Looking for identifiers</source>
        <translation>正在查找标识信息</translation>
    </message>
    <message>
        <source>Looking for the same names again</source>
        <translation>正在查找同样的姓名</translation>
    </message>
    <message>
        <source>Reading the cases</source>
        <translation>正在读取案件</translation>
    </message>
    <message>
        <source>Filling the form</source>
        <translation>正在填写表单</translation>
    </message>
    <message>
        <source>Weighing the answers</source>
        <translation>正在权衡答案</translation>
    </message>
    <message>
        <source>Writing the answers</source>
        <translation>正在撰写答案</translation>
    </message>
    <message>
        <source>Changing the keys</source>
        <translation>正在更换密钥</translation>
    </message>
    <message>
        <source>Encrypting the documents anew</source>
        <translation>正在重新加密文档</translation>
    </message>
    <message>
        <source>Comparing its answers with its publisher&apos;s</source>
        <translation>正在与发布方的回答比对</translation>
    </message>
    <message>
        <source>Going through the checklist</source>
        <translation>正在逐项核对检查清单</translation>
    </message>
    <message>
        <source>Reading the sentences</source>
        <translation>正在逐句读取</translation>
    </message>
    <message>
        <source>Weighing the statements</source>
        <translation>正在权衡各陈述</translation>
    </message>
    <message>
        <source>Reviewing the cases</source>
        <translation>正在审查各案件</translation>
    </message>
    <message>
        <source>Looking through the cases</source>
        <translation>正在查看各案件</translation>
    </message>
    <message>
        <source>Making cases of the folders</source>
        <translation>正在由文件夹建立案件</translation>
    </message>
    <message>
        <source>Trying the checklist</source>
        <translation>正在试用检查清单</translation>
    </message>
    <message>
        <source>Drawing the evidence</source>
        <translation>正在绘制证据</translation>
    </message>
    <message>
        <source>Writing the report</source>
        <translation>正在撰写报告</translation>
    </message>
    <message>
        <source>Drawing the pages</source>
        <translation>正在绘制页面</translation>
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
        <source>left out</source>
        <translation>已略过</translation>
    </message>
    <message>
        <source>annual report</source>
        <translation>年度报告</translation>
    </message>
    <message>
        <source>quarterly report</source>
        <translation>季度报告</translation>
    </message>
    <message>
        <source>current report</source>
        <translation>临时报告</translation>
    </message>
    <message>
        <source>earnings release</source>
        <translation>业绩公告</translation>
    </message>
    <message>
        <source>proxy statement</source>
        <translation>股东委托书</translation>
    </message>
    <message>
        <source>non-disclosure agreement</source>
        <translation>保密协议</translation>
    </message>
    <message>
        <source>loan agreement</source>
        <translation>贷款协议</translation>
    </message>
    <message>
        <source>contract</source>
        <translation>合同</translation>
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
        <source>Reads scans</source>
        <translation>识别扫描件</translation>
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
    <message>
        <source>not used for {days} days</source>
        <translation>{days} 天未使用</translation>
    </message>
    <message>
        <source>closed for {days} days</source>
        <translation>结案已满 {days} 天</translation>
    </message>
</context>
<context>
    <name>trustRoles</name>
    <message>
        <source>Changes of these keys</source>
        <translation>变更密钥</translation>
    </message>
    <message>
        <source>Packs</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Revocations</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>tuning</name>
    <message>
        <source>Type of the weights</source>
        <translation>权重类型</translation>
    </message>
    <message>
        <source>Threads for reading</source>
        <translation>读取线程</translation>
    </message>
    <message>
        <source>Threads for writing</source>
        <translation>写作线程</translation>
    </message>
    <message>
        <source>Flash attention</source>
        <translation>Flash Attention</translation>
    </message>
    <message>
        <source>Tokens per reading step</source>
        <translation>每步读取的词元</translation>
    </message>
    <message>
        <source>Key-value cache</source>
        <translation>键值缓存</translation>
    </message>
</context>
<context>
    <name>usage</name>
    <message>
        <source>Questions</source>
        <translation>提问</translation>
    </message>
    <message>
        <source>Searches</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Answers made again</source>
        <translation>重新生成的答案</translation>
    </message>
    <message>
        <source>Reading documents</source>
        <translation>读取文档</translation>
    </message>
    <message>
        <source>Scores</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Reviews</source>
        <translation>审查</translation>
    </message>
    <message>
        <source>Reviews run again</source>
        <translation>重新运行的审查</translation>
    </message>
</context>
</TS>
