<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Cofferdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cofferdam is free software under the Apache License 2.0. It works without any network and reports to nobody.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window is drawn with Qt {version} under the GNU Lesser General Public License 3; its libraries may be replaced. The licences of all parts are in the folder of the program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AnswerCard</name>
    <message>
        <source>How this answer was made</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not found: nothing in the documents answers this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>Searched: %n page(s).</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Supported: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not supported: {text}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page of the file supports this sentence.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not supported. {remark}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages the model was given</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Where it comes from</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make it again and compare</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Runs the same question with the same model and settings.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes: {name} ({digest})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds: {name} ({digest})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Instructions: version {version}; seed {seed}; temperature {warmth}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Engine: {build}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Asked: {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) searched</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{searched}; finished in {time}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The same answer came out again, word for word.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The answer is different now: {differences}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>AskPane</name>
    <message>
        <source>Ask about the documents of this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Which documents to search</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>As&amp;k</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No questions yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask in your own words. Each sentence of an answer shows the page it is taken from; press a source to see the passage.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add a document first; then questions can be asked.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BatchPane</name>
    <message>
        <source>A CSV file with one applicant per row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave empty to write no file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the &amp;points of every input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case to keep the results in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not keep</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scor&amp;e the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Row</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows that were not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Column</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What is wrong</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Applicants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The header line names the inputs as the model does. A column “id” is carried over to the result.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Resul&amp;t file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose the result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A result file is not encrypted. Store it where it may be.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the res&amp;ults in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No file scored yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a CSV file. Rows with a missing or impossible value are listed with the reason; they never stop the others.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rows not scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) scored.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) not scored.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Result written to {name}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>The first %n are shown.</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Rows not scored (%n)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Applicants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv);;All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result file</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Tables (*.csv)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Brand</name>
    <message>
        <source>Cofferdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents, answers and models stay on this computer.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>BugDialog</name>
    <message>
        <source>A fault in the program</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Technical report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something unexpected happened</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The step was not finished because of a fault in the program. What was saved before is intact, and you can go on working. Please pass the report to your administrator: it holds places in the program, none of your data.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Co&amp;py the report</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CasesPage</name>
    <message>
        <source>Cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Pages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Created</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Find a case by name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Open</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remo&amp;ve…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No cases yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A case holds the documents of one customer, the questions asked about them and their scores. Make one and add documents to it, or look around first with the documents of an invented company.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ne&amp;w case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try the sam&amp;ple customer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the case “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its {documents}, all questions, answers and scores are deleted. This cannot be undone.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove the case</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ContributionChart</name>
    <message>
        <source>{label}: {points} of {most} points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Points of each input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{points} of {most}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>CreatePage</name>
    <message>
        <source>Folder for the new vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Make the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Back</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a new vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fol&amp;der</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>An empty or new folder. Everything in it will be encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Making the vault</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DocumentsPane</name>
    <message>
        <source>Documents of the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A&amp;dd…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add documents (Ctrl+O)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop PDF, Word, Excel, CSV or text files here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No documents yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Drop files here or press Add. Each is read, indexed and encrypted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add d&amp;ocuments…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Documents ({formats})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{name}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The document and its index are deleted from this case. Answers that cite it stay in the conversation, but their pages can no longer be opened.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove the document</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>DraftCard</name>
    <message>
        <source>Searching the documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Draft</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This is a draft. Its sources are checked when it is complete.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ErrorBanner</name>
    <message>
        <source>Copy the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the message</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Code {code}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FeatureRow</name>
    <message>
        <source>{low} to {high} {unit}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not a number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>outside {range}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Fold</name>
    <message>
        <source>Shown</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Hidden</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>FolderEdit</name>
    <message>
        <source>Ch&amp;oose…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a folder</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>KeptScoresPane</name>
    <message>
        <source>Case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores of no case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scored</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept scores</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No scores kept here</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores are kept in the case that was chosen when they were made. Choose another case above, or score an applicant.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ase</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>Cofferdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New case…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Add documents…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Go to</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Risk desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;About Cofferdam</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cofferdam, {vault}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Leave without the recovery code?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The code is not shown again. If the passphrase is lost too, nobody can open the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Leave</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>No activity: the vault locks in %n second(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ModelCard</name>
    <message>
        <source>in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>vouched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not vouched for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vouched for: its weights are those this release was made with.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Not vouched for: this release does not know its weights. Use it only if you know where it comes from.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Name</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Licence</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Origin</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Precision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{clear}, sealed {sealed}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Imported</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fingerprint</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads at once</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vectors</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{count} numbers each</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Predicts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Inputs</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cut-off</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ModelsPage</name>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Use this model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Verify</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reads every sealed byte and checks that nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Rem&amp;ove…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Purpose</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Version</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Size</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Memory</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>yes</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>no</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Import a folder…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No models in this vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Without models documents cannot be searched and questions cannot be answered. Import the models that came with the program, or a folder that your head office gave you.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import the s&amp;tarter models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Folder of the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Importing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was imported and sealed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The starter models were imported and sealed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is in use now.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title} is intact: every sealed byte was checked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Its sealed files are deleted from the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It is the one in use, so this kind of work stops until another model is in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove “{title}”?</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Remove the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Removing the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model was removed.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewCaseDialog</name>
    <message>
        <source>New case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Make the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Name of the case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>For example the customer&apos;s name and the matter: “Harbour Bakery, loan”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>NewSecret</name>
    <message>
        <source>New passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New passphrase again</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strength of the passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;New passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New passphrase aga&amp;in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Four or more words that have nothing to do with each other work best.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Too short: at least {count} characters.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Weak: a computer could guess this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fair: one more word would make it strong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The two are different.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>OneApplicantPane</name>
    <message>
        <source>Case to keep the result in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scor&amp;e</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cle&amp;ar the form</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep the res&amp;ult in</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No score yet</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in the form and press Score. The result shows the probability of default, the points with their reasons, and how far the cut-off is away.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Result</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ctrl+Return</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fill in every field with a number.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>PassphraseDialog</name>
    <message>
        <source>Change the passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Present passphrase or recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Change it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Changing the passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>P&amp;resent passphrase or recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>C&amp;ancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ProgressStrip</name>
    <message>
        <source>Progress</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Canc&amp;el</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopping…</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Question</name>
    <message>
        <source>&amp;Keep it</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RecoveryPage</name>
    <message>
        <source>Recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>I have &amp;written it down</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Write down the recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>If the passphrase is lost, this code is the only way to open the vault. It is shown once and kept nowhere. Write it on paper and store it where only authorised people can reach it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Type the last group of the code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This makes sure that it was written down before it disappears.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>RiskPage</name>
    <message>
        <source>Risk desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No risk model in use</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import a risk model on the Models page, or make one of those there active.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{title}, version {version}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;One applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>A f&amp;ile of applicants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Kept scores</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreScale</name>
    <message>
        <source>Scale of points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{points} points; the cut-off is {cutoff}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>cut-off {points}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ScoreView</name>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Probability of default</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band {band}: {decision}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>exactly at the cut-off</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) above the cut-off</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n point(s) below the cut-off</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>What counted against the applicant</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Nothing: every input earned its best points.</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>−%n point(s)</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>Points of each input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as a &amp;table</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Filled: points earned, red below zero. Hatched: missing to the best value.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Input</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Value</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Best</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show as a char&amp;t</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Made by {model} {version} ({digest}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Kept in the case since {time}.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SecretEdit</name>
    <message>
        <source>Show what is typed</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>As the desktop</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Light</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Dark</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>automatic</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source> MB</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Change the &amp;passphrase…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Theme</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>L&amp;anguage</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Protection</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock &amp;when idle for</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault locks when keyboard and mouse rest this long.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The recovery code keeps working.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models and documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Process&amp;or threads</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Automatic leaves one core to the desktop.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lo&amp;ngest answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>In word pieces; a sentence has about 25.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passages per &amp;question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>More passages find more and take longer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Largest &amp;document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger files are refused.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>These four take effect when the vault is unlocked the next time.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This list</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the vault</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the vault and quit</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Risk desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next control (Shift+Tab: the one before)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>With an underlined letter: that button or field</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>New case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open the selected case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove the selected case or document</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Back to the list of cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next pane: documents, page, questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page before</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>First page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Last page</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a page by its number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Questions</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to the question</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask (Shift+Return: new line)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Stop writing the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Score what is in the form</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>SourceChip</name>
    <message>
        <source>{name}, p. {page}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open {name}, page {page}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Station</name>
    <message>
        <source>Places</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Cases</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Risk desk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Models</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Settings</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Lock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Lock the vault (Ctrl+L)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault locked</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Vault open: {name}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No model loaded</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n model(s) loaded, {memory}</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>{name}: {memory}, {fence}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{names} ({memory})</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>What the models compute on</source>
        <translation type="unfinished"></translation>
    </message>
    <message numerus="yes">
        <source>%n connection(s) opened</source>
        <translation type="unfinished">
            <numerusform></numerusform>
        </translation>
    </message>
    <message>
        <source>The program has opened no connection to another computer.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No connection opened</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>UnlockPage</name>
    <message>
        <source>Vault folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase or recovery code</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Unlock</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Make a &amp;new vault…</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlocking</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Passphrase</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Passphrase lost? Type the recovery code here instead.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>&amp;Vault folder</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>F1 lists all keyboard shortcuts.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault is locked. What was running has been stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no vault in this folder yet. Make a new one, or choose another.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>Viewer</name>
    <message>
        <source>This file was not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>No page to show</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a document on the left, or a source under an answer on the right.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page {page} of {count} of {name}</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>ViewerBar</name>
    <message>
        <source>Page number</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go to a page by its number (Ctrl+G)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Page before (Page Up)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Next page (Page Down)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Smaller (Ctrl+-)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Larger (Ctrl++)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Fit the width (Ctrl+0)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show the page as text</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>of {count}</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>fits the width</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>WorkspacePage</name>
    <message>
        <source>&amp;All cases</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>errors</name>
    <message>
        <source>Choose another folder, or make a new vault there.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import one on the Models page, then make it the one in use.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Show this message to your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your administrator to finish the installation.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Look at the list of documents of this case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Go back to the list of cases.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the columns; the form on this page lists what the model needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Something went wrong.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if it happens again, send the log to your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The audit log was changed at entry {entry}: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Keep this vault as it is, and report this to your auditor.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} cannot be used: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct it and try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case “{name}” has no document that can be searched yet.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add documents first, or wait until they are read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is already a case “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose another name.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no case “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the cases with “cofferdam case list”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {kind} process did not answer within {limit_s} s and was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Try again; if the document or model causes it each time, leave it out.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The encryption library is missing, so the vault stays closed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reinstall the program; it never falls back to an unencrypted database.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{name}” lacks these columns: {columns}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add the columns; “cofferdam models show” lists what the model needs.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The text needs {needed} tokens but the model reads at most {limit}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask about fewer passages, or use a model with a longer context.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{name}” is not a table that can be scored: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save it as CSV with a header line and commas or semicolons.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The disk is full, so “{name}” was not saved.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Free some space and repeat the step; what was saved before is intact.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The window cannot be opened: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Start it on a desktop, or use the commands instead; “cofferdam demo” shows them at work.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has no text that can be read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>It may be a scan; text recognition is not part of this release.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is protected by a password.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Save a copy without the password and add that.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is too large: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Split it into smaller files.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a kind of file that can be read ({why}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Add it as PDF, DOCX, XLSX, CSV, TXT or MD.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no document “{name}” in this case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>List the documents with “cofferdam case show”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” cannot be read: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it in the program that made it and save it again, then add it again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The language engine is not installed: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run “make run” once; it builds the engine.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{name}” cannot be read: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check that the file exists and that you may open it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “{name}” cannot be written.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask your administrator for write access, or choose another folder.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault&apos;s header is damaged: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore header.json from a backup. Your data is still in the folder; do not delete it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The case was indexed with another embedding model ({found}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Activate that model again, or add the documents again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model&apos;s description cannot be used: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask for a corrected model; nothing was imported.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Model {name} {version} is already in the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it first, or import another version.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model “{name}” cannot be loaded: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Verify the model; if it is intact, this machine or release cannot run it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The model stopped ({why}); it was restarted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask again. If it stops again, verify the model on the Models page.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no {what} in this vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Import one with “cofferdam models import”, then activate it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Your role does not allow this: {action}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Ask someone whose role allows it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This machine cannot fence in the {kind} process: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Run “cofferdam doctor” and show its result to your administrator.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The database in this vault is not encrypted, so it was put there by something else.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Do not use it. Restore the vault from a backup and report this.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is not enough memory for “{name}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close other programs, or use a smaller model.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” was changed or cut after it was sealed ({why}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Remove it and import it again from its source.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” has no page {page}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose a page between 1 and {pages}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The {kind} process answered in an unexpected way and was stopped.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Repeat the step; if it happens again, report it with the log.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Line {line} of “{name}” cannot be used: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Each line is one JSON object; see docs/formats/command-line.md.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{what} cannot be scored: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the value and score again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>“{name}” is not a sealed file that this release can read.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Use a newer release, or import the file again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The settings file “{name}” cannot be used: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Correct the file, or remove it to return to the defaults.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{failed} of {total} files were not added.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reasons are listed above; the other files are in the case.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{failed} rows were not scored.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The reasons are listed; correct those rows and score them again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault is open in another program.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Close the other window or command, then try again.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault&apos;s data is damaged: {why}.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Restore the vault from a backup. Nothing was deleted.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The folder “{folder}” is not empty, so no new vault is made in it.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Choose an empty folder; nothing was changed.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The vault is locked.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Unlock it and repeat the step.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>There is no vault in “{folder}”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check the folder, or make a new vault there with “cofferdam init”.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This vault was written by a newer release (format {found}, this one reads {known}).</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Open it with the newer release.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>The file “{name}” is not the one the model&apos;s description names.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Copy the model again from its source; do not use this copy.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>This passphrase does not open the vault.</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Check capitals and the keyboard layout, or use the recovery code.</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>score_columns</name>
    <message>
        <source>Points</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Band</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Decision</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Default risk</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Strongest reason against</source>
        <translation type="unfinished"></translation>
    </message>
</context>
<context>
    <name>texts</name>
    <message>
        <source>Reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Loading the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Searching the documents</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writing the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the answer</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Reading the passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Sealing the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Checking the model</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scoring</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>waiting</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>reading</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>indexing</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>ready</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>not read</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>already in this case</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>stopped</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Writes answers</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Finds passages</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>Scores applicants</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{seconds} s</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>about {time} left</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n page(s)</source>
        <translation type="unfinished"></translation>
    </message>
    <message>
        <source>%n document(s)</source>
        <translation type="unfinished"></translation>
    </message>
</context>
</TS>
