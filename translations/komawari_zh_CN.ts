<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>Actions</name>
    <message>
        <source>&amp;New work…</source>
        <translation>新建作品(&amp;N)…</translation>
    </message>
    <message>
        <source>Starts a work from a paper preset</source>
        <translation>按预设纸张新建作品</translation>
    </message>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Opens a work, a folder that ends in .koma</source>
        <translation>打开作品（以 .koma 结尾的文件夹）</translation>
    </message>
    <message>
        <source>Open the &amp;sample work</source>
        <translation>打开示例作品(&amp;S)</translation>
    </message>
    <message>
        <source>Opens a copy of the finished sample</source>
        <translation>打开成品示例的副本</translation>
    </message>
    <message>
        <source>Save a &amp;copy…</source>
        <translation>另存副本(&amp;C)…</translation>
    </message>
    <message>
        <source>The work saves itself; this writes a copy to another place</source>
        <translation>作品会自动保存；此处将副本存到别的位置</translation>
    </message>
    <message>
        <source>&amp;Page setup…</source>
        <translation>页面设置(&amp;P)…</translation>
    </message>
    <message>
        <source>Paper, bleed, inner frame and safe margin</source>
        <translation>纸张、出血、基本框和安全边距</translation>
    </message>
    <message>
        <source>&amp;Export…</source>
        <translation>导出(&amp;E)…</translation>
    </message>
    <message>
        <source>Writes PNG pictures or a PDF</source>
        <translation>导出 PNG 图片或 PDF</translation>
    </message>
    <message>
        <source>C&amp;lose work</source>
        <translation>关闭作品(&amp;L)</translation>
    </message>
    <message>
        <source>Back to the start page; everything is saved</source>
        <translation>返回起始页；所有内容均已保存</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>Cu&amp;t</source>
        <translation>剪切(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Copy</source>
        <translation>复制(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Paste</source>
        <translation>粘贴(&amp;P)</translation>
    </message>
    <message>
        <source>Things of a page, or a picture as a reference</source>
        <translation>粘贴页面对象，或将图片作为参考图</translation>
    </message>
    <message>
        <source>Paste as &amp;reference</source>
        <translation>粘贴为参考图(&amp;I)</translation>
    </message>
    <message>
        <source>The picture in the clipboard becomes a reference of the chosen character</source>
        <translation>将剪贴板中的图片设为所选角色的参考图</translation>
    </message>
    <message>
        <source>D&amp;uplicate</source>
        <translation>创建副本(&amp;J)</translation>
    </message>
    <message>
        <source>&amp;Delete</source>
        <translation>删除(&amp;D)</translation>
    </message>
    <message>
        <source>Select &amp;all</source>
        <translation>全选(&amp;A)</translation>
    </message>
    <message>
        <source>Everything on this page</source>
        <translation>选择此页上的全部对象</translation>
    </message>
    <message>
        <source>D&amp;eselect</source>
        <translation>取消选择(&amp;E)</translation>
    </message>
    <message>
        <source>Re&amp;name</source>
        <translation>重命名(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Lock or unlock</source>
        <translation>锁定/解锁(&amp;L)</translation>
    </message>
    <message>
        <source>Locked things stay where they are</source>
        <translation>锁定的对象不会移动</translation>
    </message>
    <message>
        <source>&amp;Hide or show</source>
        <translation>隐藏/显示(&amp;H)</translation>
    </message>
    <message>
        <source>Hidden things are neither shown nor printed</source>
        <translation>隐藏的对象既不显示也不打印</translation>
    </message>
    <message>
        <source>Pre&amp;ferences…</source>
        <translation>首选项(&amp;F)…</translation>
    </message>
    <message>
        <source>To the &amp;front</source>
        <translation>置于顶层(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Raise</source>
        <translation>上移一层(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Lower</source>
        <translation>下移一层(&amp;L)</translation>
    </message>
    <message>
        <source>To the &amp;back</source>
        <translation>置于底层(&amp;B)</translation>
    </message>
    <message>
        <source>Align left edges</source>
        <translation>左对齐</translation>
    </message>
    <message>
        <source>Align centres across</source>
        <translation>水平居中对齐</translation>
    </message>
    <message>
        <source>Align right edges</source>
        <translation>右对齐</translation>
    </message>
    <message>
        <source>Align top edges</source>
        <translation>顶对齐</translation>
    </message>
    <message>
        <source>Align middles</source>
        <translation>垂直居中对齐</translation>
    </message>
    <message>
        <source>Align bottom edges</source>
        <translation>底对齐</translation>
    </message>
    <message>
        <source>Equal distances across</source>
        <translation>水平等距分布</translation>
    </message>
    <message>
        <source>Equal distances down</source>
        <translation>垂直等距分布</translation>
    </message>
    <message>
        <source>&amp;New page</source>
        <translation>新建页面(&amp;N)</translation>
    </message>
    <message>
        <source>After this one</source>
        <translation>在此页之后</translation>
    </message>
    <message>
        <source>&amp;Duplicate page</source>
        <translation>复制页面(&amp;D)</translation>
    </message>
    <message>
        <source>De&amp;lete page</source>
        <translation>删除页面(&amp;L)</translation>
    </message>
    <message>
        <source>Ne&amp;xt page</source>
        <translation>下一页(&amp;X)</translation>
    </message>
    <message>
        <source>Pre&amp;vious page</source>
        <translation>上一页(&amp;B)</translation>
    </message>
    <message>
        <source>Page to the left</source>
        <translation>左侧页面</translation>
    </message>
    <message>
        <source>Page to the right</source>
        <translation>右侧页面</translation>
    </message>
    <message>
        <source>&amp;Merge panels</source>
        <translation>合并分格(&amp;M)</translation>
    </message>
    <message>
        <source>Two neighbours become one</source>
        <translation>将相邻的两个分格合并为一个</translation>
    </message>
    <message>
        <source>&amp;Frame line</source>
        <translation>边框线(&amp;F)</translation>
    </message>
    <message>
        <source>Draws the panel&apos;s frame or leaves it out</source>
        <translation>显示或省略分格的边框线</translation>
    </message>
    <message>
        <source>Next &amp;shape</source>
        <translation>下一种形状(&amp;S)</translation>
    </message>
    <message>
        <source>Ellipse, rounded, burst, box</source>
        <translation>椭圆、圆角、爆炸形、矩形</translation>
    </message>
    <message>
        <source>&amp;Vertical text</source>
        <translation>竖排文字(&amp;V)</translation>
    </message>
    <message>
        <source>Vertical or horizontal setting</source>
        <translation>竖排或横排</translation>
    </message>
    <message>
        <source>&amp;Draw panel</source>
        <translation>绘制分格(&amp;D)</translation>
    </message>
    <message>
        <source>The model draws the panel inside its frame</source>
        <translation>由模型在边框内绘制此分格</translation>
    </message>
    <message>
        <source>Draw panel &amp;first</source>
        <translation>优先绘制分格(&amp;F)</translation>
    </message>
    <message>
        <source>Before everything that waits</source>
        <translation>排在所有等待任务之前</translation>
    </message>
    <message>
        <source>Draw whole &amp;page</source>
        <translation>绘制整页(&amp;P)</translation>
    </message>
    <message>
        <source>Every panel of this page, in reading order</source>
        <translation>按阅读顺序绘制此页的所有分格</translation>
    </message>
    <message>
        <source>Draw all &amp;undrawn panels</source>
        <translation>绘制所有未绘制的分格(&amp;U)</translation>
    </message>
    <message>
        <source>In the background lane</source>
        <translation>在后台队列中绘制</translation>
    </message>
    <message>
        <source>&amp;Cancel drawing</source>
        <translation>取消绘制(&amp;C)</translation>
    </message>
    <message>
        <source>The running picture, at its next step</source>
        <translation>在下一步时停止正在绘制的图片</translation>
    </message>
    <message>
        <source>Cancel &amp;everything</source>
        <translation>全部取消(&amp;E)</translation>
    </message>
    <message>
        <source>The running picture and all that wait</source>
        <translation>取消正在绘制和等待中的所有图片</translation>
    </message>
    <message>
        <source>&amp;Fit page</source>
        <translation>适合页面(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;True size</source>
        <translation>实际尺寸(&amp;T)</translation>
    </message>
    <message>
        <source>Fit &amp;panel</source>
        <translation>适合分格(&amp;P)</translation>
    </message>
    <message>
        <source>Fit &amp;spread</source>
        <translation>适合跨页(&amp;S)</translation>
    </message>
    <message>
        <source>Zoom &amp;in</source>
        <translation>放大(&amp;I)</translation>
    </message>
    <message>
        <source>Zoom &amp;out</source>
        <translation>缩小(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Mirror</source>
        <translation>左右翻转(&amp;M)</translation>
    </message>
    <message>
        <source>Shows the page as in a mirror; the page stays as it is</source>
        <translation>仅翻转视图，不改变页面</translation>
    </message>
    <message>
        <source>Turn &amp;left</source>
        <translation>向左旋转(&amp;L)</translation>
    </message>
    <message>
        <source>Turn &amp;right</source>
        <translation>向右旋转(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Upright</source>
        <translation>复位旋转(&amp;U)</translation>
    </message>
    <message>
        <source>Two-page spr&amp;ead</source>
        <translation>跨页显示(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Guides</source>
        <translation>参考线(&amp;G)</translation>
    </message>
    <message>
        <source>Sna&amp;p</source>
        <translation>吸附(&amp;N)</translation>
    </message>
    <message>
        <source>Hide the side &amp;panels</source>
        <translation>隐藏侧边面板(&amp;P)</translation>
    </message>
    <message>
        <source>And bring them back</source>
        <translation>再次按下即可恢复</translation>
    </message>
    <message>
        <source>&amp;Dark or light</source>
        <translation>切换深色/浅色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Keyboard reference</source>
        <translation>快捷键一览(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Komawari</source>
        <translation>关于 Komawari(&amp;A)</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>Tooltip of an action: its name and its key.</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Ne&amp;wer take</source>
        <translation>较新的候选图(&amp;W)</translation>
    </message>
    <message>
        <source>Shows it in its panel, without accepting it</source>
        <translation>在分格中显示，但不采用</translation>
    </message>
    <message>
        <source>&amp;Older take</source>
        <translation>较旧的候选图(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Blink takes</source>
        <translation>闪烁对比候选图(&amp;B)</translation>
    </message>
    <message>
        <source>The chosen take and the accepted one in turn, until pressed again</source>
        <translation>交替显示所选候选图和已采用的候选图，再次按下停止</translation>
    </message>
    <message>
        <source>&amp;Rulers</source>
        <translation>标尺(&amp;K)</translation>
    </message>
    <message>
        <source>Next part of the window</source>
        <translation>窗口的下一部分</translation>
    </message>
    <message>
        <source>The page, then each side panel in turn</source>
        <translation>依次切换页面和各面板</translation>
    </message>
    <message>
        <source>Previous part of the window</source>
        <translation>窗口的上一部分</translation>
    </message>
    <message>
        <source>&amp;Invert mask</source>
        <translation>反转蒙版(&amp;I)</translation>
    </message>
    <message>
        <source>Draws anew what was kept, and keeps what was masked</source>
        <translation>重画原来保留的部分，保留原来遮住的部分</translation>
    </message>
    <message>
        <source>C&amp;lear mask</source>
        <translation>清除蒙版(&amp;L)</translation>
    </message>
    <message>
        <source>The whole panel is drawn again</source>
        <translation>重新绘制整个分格</translation>
    </message>
    <message>
        <source>E&amp;xtend the picture</source>
        <translation>扩展画面(&amp;X)</translation>
    </message>
    <message>
        <source>Draws what a panel that has grown shows beyond its picture</source>
        <translation>画出变大的分格中超出原画面的部分</translation>
    </message>
    <message>
        <source>&amp;Model manager…</source>
        <translation>模型管理器(&amp;M)…</translation>
    </message>
    <message>
        <source>Folders with models, what they can do, and why one cannot be used</source>
        <translation>查看模型文件夹、模型能做什么，以及不能使用的原因</translation>
    </message>
    <message>
        <source>Divide in &amp;columns</source>
        <translation>按列划分(&amp;C)</translation>
    </message>
    <message>
        <source>The selected region, or the panel: each part has a prompt of its own</source>
        <translation>所选区域或分格：每一部分都有自己的提示词</translation>
    </message>
    <message>
        <source>Divide in &amp;rows</source>
        <translation>按行划分(&amp;R)</translation>
    </message>
    <message>
        <source>Remove all regions</source>
        <translation>删除所有区域</translation>
    </message>
    <message>
        <source>The panel has one prompt again</source>
        <translation>分格重新只有一个提示词</translation>
    </message>
    <message>
        <source>Plan &amp;page…</source>
        <translation>规划页面(&amp;P)…</translation>
    </message>
    <message>
        <source>Panels, people and dialogue from a sentence or the script; you see it first</source>
        <translation>由一句话或剧本生成分格、人物和对白；采用前可先查看</translation>
    </message>
    <message>
        <source>Plan p&amp;anel…</source>
        <translation>规划分格(&amp;A)…</translation>
    </message>
    <message>
        <source>A language model divides the panel among prompts; you see it first</source>
        <translation>语言模型把分格划分给多个提示词；采用前可先查看</translation>
    </message>
    <message>
        <source>&amp;Refine prompt…</source>
        <translation>润色提示词(&amp;R)…</translation>
    </message>
    <message>
        <source>A language model writes better words for the panel; you see them first</source>
        <translation>语言模型为分格写出更好的提示词；采用前可先查看</translation>
    </message>
    <message>
        <source>&amp;Describe character…</source>
        <translation>描述角色(&amp;D)…</translation>
    </message>
    <message>
        <source>A language model looks at the reference pictures; you see what it writes first</source>
        <translation>语言模型观看参考图并撰写描述；采用前可先查看</translation>
    </message>
    <message>
        <source>&amp;Translate dialogue…</source>
        <translation>翻译对白(&amp;T)…</translation>
    </message>
    <message>
        <source>The selected balloons, or all of them; you see every text first</source>
        <translation>所选对话框，或全部；采用前可查看每段文字</translation>
    </message>
    <message>
        <source>Language &amp;models…</source>
        <translation>语言模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Which servers are asked, on this machine or elsewhere, and their keys</source>
        <translation>向哪些服务器提问（本机或别处）以及它们的密钥</translation>
    </message>
    <message>
        <source>&amp;Boxes and regions</source>
        <translation>角色框和区域(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Assistant</source>
        <translation>助手(&amp;A)</translation>
    </message>
    <message>
        <source>Talk about the selected panel or person; the field for your words is ready</source>
        <translation>谈论所选分格或人物；输入框已就绪</translation>
    </message>
    <message>
        <source>Enlarge for &amp;print…</source>
        <translation>放大供印刷(&amp;P)…</translation>
    </message>
    <message>
        <source>A finer picture of the chosen take, with the pixels that print needs</source>
        <translation>把所选候选图做成更细的图，像素足够印刷</translation>
    </message>
</context>
<context>
    <name>Balloons</name>
    <message>
        <source>Rounded</source>
        <translation>圆角</translation>
    </message>
    <message>
        <source>Box</source>
        <translation>矩形</translation>
    </message>
    <message>
        <source>Burst</source>
        <extracomment>A balloon with spikes, for shouting.</extracomment>
        <translation>爆炸形</translation>
    </message>
    <message>
        <source>Ellipse</source>
        <translation>椭圆</translation>
    </message>
</context>
<context>
    <name>CanvasKeys</name>
    <message>
        <source>Move the view</source>
        <translation>移动视图</translation>
    </message>
    <message>
        <source>Space+drag;middle drag</source>
        <translation>空格+拖动;中键拖动</translation>
    </message>
    <message>
        <source>Zoom at the pointer</source>
        <translation>以指针为中心缩放</translation>
    </message>
    <message>
        <source>wheel;Ctrl+Space+drag</source>
        <translation>滚轮;Ctrl+空格+拖动</translation>
    </message>
    <message>
        <source>Turn the view</source>
        <translation>旋转视图</translation>
    </message>
    <message>
        <source>Shift+Space+drag</source>
        <translation>Shift+空格+拖动</translation>
    </message>
    <message>
        <source>Select what lies below</source>
        <translation>选择下层对象</translation>
    </message>
    <message>
        <source>click again</source>
        <translation>再次单击</translation>
    </message>
    <message>
        <source>Add to the selection</source>
        <translation>加选对象</translation>
    </message>
    <message>
        <source>Shift+click</source>
        <translation>Shift+单击</translation>
    </message>
    <message>
        <source>Select everything in a rectangle</source>
        <translation>框选</translation>
    </message>
    <message>
        <source>drag on empty space</source>
        <translation>在空白处拖动</translation>
    </message>
    <message>
        <source>Nudge by 0.1 mm</source>
        <translation>微移 0.1 mm</translation>
    </message>
    <message>
        <source>arrow keys</source>
        <translation>方向键</translation>
    </message>
    <message>
        <source>Nudge by 1 mm</source>
        <translation>微移 1 mm</translation>
    </message>
    <message>
        <source>Shift+arrow keys</source>
        <translation>Shift+方向键</translation>
    </message>
    <message>
        <source>Change the size by 0.1 mm</source>
        <translation>以 0.1 mm 调整大小</translation>
    </message>
    <message>
        <source>Alt+arrow keys</source>
        <translation>Alt+方向键</translation>
    </message>
    <message>
        <source>Keep the proportion, or 45° steps</source>
        <translation>保持比例，或以 45° 为单位</translation>
    </message>
    <message>
        <source>Shift+drag</source>
        <translation>Shift+拖动</translation>
    </message>
    <message>
        <source>Draw from the centre, or drag a copy</source>
        <translation>从中心绘制，或拖动副本</translation>
    </message>
    <message>
        <source>Alt+drag</source>
        <translation>Alt+拖动</translation>
    </message>
    <message>
        <source>Drag without snapping</source>
        <translation>拖动时不吸附</translation>
    </message>
    <message>
        <source>Ctrl+drag</source>
        <translation>Ctrl+拖动</translation>
    </message>
    <message>
        <source>Edit the text of a balloon</source>
        <translation>编辑对话框的台词</translation>
    </message>
    <message>
        <source>double click;Enter</source>
        <translation>双击;回车</translation>
    </message>
    <message>
        <source>Finish writing</source>
        <translation>完成输入</translation>
    </message>
    <message>
        <source>Esc;Ctrl+Enter</source>
        <translation>Esc;Ctrl+回车</translation>
    </message>
    <message>
        <source>Undo the drag, deselect, back to Select</source>
        <translation>撤销拖动，取消选择，回到选择工具</translation>
    </message>
    <message>
        <source>Esc</source>
        <translation>Esc</translation>
    </message>
    <message>
        <source>Select the next thing, or the one before</source>
        <translation>选择下一个或上一个对象</translation>
    </message>
    <message>
        <source>Ctrl+Tab;Ctrl+Shift+Tab</source>
        <translation>Ctrl+Tab;Ctrl+Shift+Tab</translation>
    </message>
    <message>
        <source>Insert, cut or paint with the active tool, without the pointer</source>
        <translation>不用指针，以当前工具添加、分割或涂抹</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Make the mask brush smaller or larger</source>
        <translation>缩小或放大蒙版画笔</translation>
    </message>
    <message>
        <source>[;]</source>
        <translation>[;]</translation>
    </message>
    <message>
        <source>Erase with the mask brush, or paint again</source>
        <translation>用蒙版画笔擦除，或恢复涂抹</translation>
    </message>
    <message>
        <source>E;Alt+drag;right drag</source>
        <translation>E;Alt+拖动;右键拖动</translation>
    </message>
    <message>
        <source>Clear the mask, with the mask brush</source>
        <translation>用蒙版画笔时清除蒙版</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
</context>
<context>
    <name>CharacterBoxItem</name>
    <message>
        <source>Nobody</source>
        <translation>未指定角色</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Change stacking</source>
        <translation>更改叠放顺序</translation>
    </message>
    <message>
        <source>Add balloon</source>
        <translation>添加对话框</translation>
    </message>
    <message>
        <source>Edit text</source>
        <translation>编辑台词</translation>
    </message>
    <message>
        <source>Change text style</source>
        <translation>更改文字样式</translation>
    </message>
    <message>
        <source>Change balloon shape</source>
        <translation>更改对话框形状</translation>
    </message>
    <message>
        <source>Change balloon size</source>
        <translation>更改对话框大小</translation>
    </message>
    <message>
        <source>Change balloon line</source>
        <translation>更改对话框线条</translation>
    </message>
    <message>
        <source>Change tail</source>
        <translation>更改尾巴</translation>
    </message>
    <message>
        <source>Change speaker</source>
        <translation>更改说话人</translation>
    </message>
    <message>
        <source>Add character</source>
        <translation>添加角色</translation>
    </message>
    <message>
        <source>Remove character</source>
        <translation>移除角色</translation>
    </message>
    <message>
        <source>Move character</source>
        <translation>移动角色</translation>
    </message>
    <message>
        <source>Rename character</source>
        <translation>重命名角色</translation>
    </message>
    <message>
        <source>Change colour</source>
        <translation>更改颜色</translation>
    </message>
    <message>
        <source>Edit description</source>
        <translation>编辑描述</translation>
    </message>
    <message>
        <source>Change strength</source>
        <translation>更改强度</translation>
    </message>
    <message>
        <source>Add reference</source>
        <translation>添加参考图</translation>
    </message>
    <message>
        <source>Remove reference</source>
        <translation>移除参考图</translation>
    </message>
    <message>
        <source>Replace reference</source>
        <translation>替换参考图</translation>
    </message>
    <message>
        <source>Move reference</source>
        <translation>移动参考图</translation>
    </message>
    <message>
        <source>Crop reference</source>
        <translation>裁剪参考图</translation>
    </message>
    <message numerus="yes">
        <source>Paste %n thing(s)</source>
        <translation>
            <numerusform>粘贴 %n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Cut panel</source>
        <translation>分割分格</translation>
    </message>
    <message>
        <source>Divide panel</source>
        <translation>等分分格</translation>
    </message>
    <message>
        <source>Merge panels</source>
        <translation>合并分格</translation>
    </message>
    <message>
        <source>Add page</source>
        <translation>添加页面</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n page(s)</source>
        <translation>
            <numerusform>移除 %n 页</numerusform>
        </translation>
    </message>
    <message>
        <source>Move page</source>
        <translation>移动页面</translation>
    </message>
    <message>
        <source>Duplicate page</source>
        <translation>复制页面</translation>
    </message>
    <message>
        <source>Change paper</source>
        <translation>更改纸张</translation>
    </message>
    <message>
        <source>Change paper of new pages</source>
        <translation>更改新页面的纸张</translation>
    </message>
    <message>
        <source>Apply page template</source>
        <translation>应用页面模板</translation>
    </message>
    <message>
        <source>Change title</source>
        <translation>更改标题</translation>
    </message>
    <message>
        <source>Change reading direction</source>
        <translation>更改阅读方向</translation>
    </message>
    <message>
        <source>Add panel</source>
        <translation>添加分格</translation>
    </message>
    <message>
        <source>Change frame</source>
        <translation>更改边框</translation>
    </message>
    <message>
        <source>Change frame line</source>
        <translation>更改边框线</translation>
    </message>
    <message>
        <source>Place character</source>
        <translation>放置角色</translation>
    </message>
    <message>
        <source>Change character box</source>
        <translation>更改角色框</translation>
    </message>
    <message>
        <source>Move character to another panel</source>
        <translation>将角色移到另一分格</translation>
    </message>
    <message>
        <source>Edit prompt</source>
        <translation>编辑提示词</translation>
    </message>
    <message>
        <source>Edit negative prompt</source>
        <translation>编辑反向提示词</translation>
    </message>
    <message>
        <source>Change shot</source>
        <translation>更改景别</translation>
    </message>
    <message>
        <source>Change drawing settings</source>
        <translation>更改绘制设置</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>清除蒙版</translation>
    </message>
    <message>
        <source>Paint mask</source>
        <translation>绘制蒙版</translation>
    </message>
    <message>
        <source>Accept take</source>
        <translation>采用候选图</translation>
    </message>
    <message>
        <source>Show no take</source>
        <translation>不显示候选图</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n take(s)</source>
        <translation>
            <numerusform>移除 %n 张候选图</numerusform>
        </translation>
    </message>
    <message>
        <source>Recall take</source>
        <translation>调用候选图设置</translation>
    </message>
    <message numerus="yes">
        <source>Remove %n thing(s)</source>
        <translation>
            <numerusform>移除 %n 个对象</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Move %n thing(s)</source>
        <translation>
            <numerusform>移动 %n 个对象</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Resize %n thing(s)</source>
        <translation>
            <numerusform>调整 %n 个对象的大小</numerusform>
        </translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Distribute</source>
        <translation>分布</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Lock</source>
        <translation>锁定</translation>
    </message>
    <message>
        <source>Unlock</source>
        <translation>解锁</translation>
    </message>
    <message numerus="yes">
        <source>Duplicate %n thing(s)</source>
        <translation>
            <numerusform>复制 %n 个对象</numerusform>
        </translation>
    </message>
    <message>
        <source>Change the work&apos;s drawing settings</source>
        <translation>更改作品的绘制设置</translation>
    </message>
    <message>
        <source>Add control picture</source>
        <translation>添加控制图</translation>
    </message>
    <message>
        <source>Change control picture</source>
        <translation>更改控制图</translation>
    </message>
    <message>
        <source>Remove control picture</source>
        <translation>移除控制图</translation>
    </message>
    <message>
        <source>Change repaint settings</source>
        <translation>更改局部重画设置</translation>
    </message>
    <message>
        <source>Extend picture</source>
        <translation>扩展画面</translation>
    </message>
    <message>
        <source>Refine prompt</source>
        <translation>润色提示词</translation>
    </message>
    <message>
        <source>Plan panel</source>
        <translation>规划分格</translation>
    </message>
    <message>
        <source>Plan page</source>
        <translation>规划页面</translation>
    </message>
    <message>
        <source>Describe character</source>
        <translation>描述角色</translation>
    </message>
    <message>
        <source>Translate dialogue</source>
        <translation>翻译对白</translation>
    </message>
    <message>
        <source>Add region</source>
        <translation>添加区域</translation>
    </message>
    <message>
        <source>Divide in columns</source>
        <translation>按列划分</translation>
    </message>
    <message>
        <source>Divide in rows</source>
        <translation>按行划分</translation>
    </message>
    <message>
        <source>Move regions</source>
        <translation>移动区域</translation>
    </message>
    <message>
        <source>Edit region prompt</source>
        <translation>编辑区域提示词</translation>
    </message>
    <message>
        <source>Change region weight</source>
        <translation>更改区域权重</translation>
    </message>
    <message>
        <source>Change what regions share</source>
        <translation>更改区域的共同设置</translation>
    </message>
    <message>
        <source>Remove all regions</source>
        <translation>删除所有区域</translation>
    </message>
    <message>
        <source>Take over a description</source>
        <translation>采用描述</translation>
    </message>
    <message>
        <source>Take over a prompt</source>
        <translation>采用提示词</translation>
    </message>
    <message>
        <source>Take over an edit</source>
        <translation>采用修改</translation>
    </message>
    <message>
        <source>Accept a proposal</source>
        <translation>采纳提议</translation>
    </message>
    <message>
        <source>Dismiss a proposal</source>
        <translation>放弃提议</translation>
    </message>
    <message>
        <source>Delete a conversation</source>
        <translation>删除对话</translation>
    </message>
    <message>
        <source>Keep an answer</source>
        <translation>保留回答</translation>
    </message>
</context>
<context>
    <name>DropZone</name>
    <message>
        <source>Put %1 into this panel</source>
        <extracomment>%1 is a character&apos;s name; shown while its card is dragged over a panel</extracomment>
        <translation>将 %1 放入此分格</translation>
    </message>
    <message numerus="yes">
        <source>Add %n picture(s) as reference of %1</source>
        <translation>
            <numerusform>添加 %n 张图片作为 %1 的参考图</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Add %n picture(s) as take of this panel</source>
        <translation>
            <numerusform>添加 %n 张图片作为此分格的候选图</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>EndpointWords</name>
    <message>
        <source>%1 (%2)</source>
        <extracomment>an endpoint&apos;s name and its model</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 – texts go to %2</source>
        <extracomment>an endpoint&apos;s name and its host</extracomment>
        <translation>%1 – 文字会发送到 %2</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>A&amp;rrange</source>
        <translation>排列(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Page</source>
        <translation>页面(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Draw</source>
        <translation>绘制(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Window</source>
        <translation>窗口(&amp;W)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>P&amp;lan</source>
        <translation>规划(&amp;L)</translation>
    </message>
</context>
<context>
    <name>ObjectsModel</name>
    <message>
        <source>Panel %1</source>
        <translation>分格 %1</translation>
    </message>
    <message>
        <source>Somebody</source>
        <translation>未指定角色</translation>
    </message>
    <message>
        <source>Empty balloon</source>
        <translation>空对话框</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
</context>
<context>
    <name>Overlay</name>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
</context>
<context>
    <name>PageItem</name>
    <message>
        <source>Ctrl+Enter to draw</source>
        <translation>Ctrl+回车绘制</translation>
    </message>
    <message>
        <source>The picture of this panel is missing or damaged.</source>
        <translation>此分格的图片缺失或已损坏。</translation>
    </message>
    <message>
        <source>Ctrl+Enter draws it again, or accept another take.</source>
        <translation>按 Ctrl+回车重新绘制，或采用其他候选图。</translation>
    </message>
</context>
<context>
    <name>PageTemplates</name>
    <message>
        <source>One panel</source>
        <translation>单格</translation>
    </message>
    <message>
        <source>Four in a column</source>
        <translation>四格竖排</translation>
    </message>
    <message>
        <source>Five panels</source>
        <translation>五格</translation>
    </message>
    <message>
        <source>Six panels</source>
        <translation>六格</translation>
    </message>
    <message>
        <source>Large first panel</source>
        <translation>首格放大</translation>
    </message>
    <message>
        <source>Large last panel</source>
        <translation>末格放大</translation>
    </message>
</context>
<context>
    <name>Paper</name>
    <message>
        <source>Doujin B5</source>
        <translation>同人志 B5</translation>
    </message>
    <message>
        <source>The usual size of self-published books.</source>
        <translation>同人志最常用的尺寸。</translation>
    </message>
    <message>
        <source>Doujin A5</source>
        <translation>同人志 A5</translation>
    </message>
    <message>
        <source>A smaller book that fits every shelf.</source>
        <translation>便于收纳的小开本。</translation>
    </message>
    <message>
        <source>Commercial B4 manuscript</source>
        <translation>商业漫画原稿 B4</translation>
    </message>
    <message>
        <source>What magazines ask for; printed at about 82 % of its size.</source>
        <translation>杂志要求的原稿；印刷时缩小到约 82%。</translation>
    </message>
    <message>
        <source>Submission sheet B4</source>
        <translation>投稿用纸 B4</translation>
    </message>
    <message>
        <source>The classic sheet for contests and editors.</source>
        <translation>参赛和投稿的经典用纸。</translation>
    </message>
    <message>
        <source>A4</source>
        <translation>A4</translation>
    </message>
    <message>
        <source>For printers at home and in the office.</source>
        <translation>适合家用和办公打印机。</translation>
    </message>
    <message>
        <source>%1 × %2 mm</source>
        <extracomment>Width and height of a sheet.</extracomment>
        <translation>%1 × %2 mm</translation>
    </message>
</context>
<context>
    <name>PreviewItem</name>
    <message>
        <source>Preparing…</source>
        <translation>正在准备…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1/%2 步</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3 s left</source>
        <translation>第 %1/%2 步 · 剩余 %3 秒</translation>
    </message>
    <message>
        <source>Step %1 of %2 · %3 min left</source>
        <translation>第 %1/%2 步 · 剩余 %3 分钟</translation>
    </message>
</context>
<context>
    <name>QShortcut</name>
    <message>
        <source>Backspace</source>
        <translation>退格</translation>
    </message>
</context>
<context>
    <name>RecentModel</name>
    <message>
        <source>Today, %1</source>
        <extracomment>%1 is the time of the day.</extracomment>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>Yesterday, %1</source>
        <translation>昨天 %1</translation>
    </message>
</context>
<context>
    <name>RegionItem</name>
    <message>
        <source>no words yet</source>
        <translation>尚无提示词</translation>
    </message>
</context>
<context>
    <name>Things</name>
    <message>
        <source>Panel %1</source>
        <translation>分格 %1</translation>
    </message>
    <message>
        <source>Character box</source>
        <translation>角色框</translation>
    </message>
    <message>
        <source>Empty balloon</source>
        <translation>空对话框</translation>
    </message>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
</context>
<context>
    <name>koma::ui::AboutDialog</name>
    <message>
        <source>About Komawari</source>
        <translation>关于 Komawari</translation>
    </message>
    <message>
        <source>Komawari stands on the work of others:</source>
        <translation>Komawari 建立在以下开源项目之上：</translation>
    </message>
    <message>
        <source>Built with</source>
        <translation>使用的组件</translation>
    </message>
    <message>
        <source>Komawari itself is free software under the Apache License 2.0:</source>
        <translation>Komawari 是采用 Apache License 2.0 的自由软件：</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>The fonts for dialogue may be embedded in any book, under the SIL Open Font License 1.1:</source>
        <translation>台词字体采用 SIL Open Font License 1.1，可嵌入任何书籍：</translation>
    </message>
    <message>
        <source>Fonts</source>
        <translation>字体</translation>
    </message>
    <message>
        <source>What the embedded model can and cannot do:</source>
        <extracomment>&quot;mini&quot; is the name of the embedded model.</extracomment>
        <translation>内置模型的能力与局限：</translation>
    </message>
    <message>
        <source>The model mini</source>
        <translation>mini 模型</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Version %1</source>
        <translation>版本 %1</translation>
    </message>
    <message>
        <source>A manga studio that works offline: nothing you draw leaves this machine.</source>
        <translation>离线漫画工作室：您绘制的一切都不会离开这台电脑。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AdvancedForm</name>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Noise levels</source>
        <extracomment>the sizes of the steps from noise to picture</extracomment>
        <translation>噪声级别</translation>
    </message>
    <message>
        <source>Step spacing</source>
        <extracomment>which of a model&apos;s steps are taken when there are fewer</extracomment>
        <translation>步间隔</translation>
    </message>
    <message>
        <source>Clip skip</source>
        <translation>CLIP 跳过层</translation>
    </message>
    <message>
        <source>layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>Tame guidance</source>
        <translation>抑制引导</translation>
    </message>
    <message>
        <source>Weights in prompts: (word:1.2)</source>
        <translation>提示词权重：(词:1.2)</translation>
    </message>
    <message>
        <source>This model has one sampler of its own.</source>
        <translation>此模型只有自己的采样器。</translation>
    </message>
    <message>
        <source>Model’s own</source>
        <translation>模型默认</translation>
    </message>
    <message>
        <source>How many of the text encoder’s last layers are left out besides the usual.</source>
        <translation>文本编码器末尾比平常多省略的层数。</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Takes back the burnt contrast that strong guidance brings.</source>
        <translation>减轻强引导造成的过度对比。</translation>
    </message>
    <message>
        <source>Brackets and numbers in a prompt make words weigh more or less.</source>
        <translation>用提示词中的括号和数字改变词的权重。</translation>
    </message>
    <message>
        <source>By which method the noise is taken away.</source>
        <translation>去除噪声的方法。</translation>
    </message>
    <message>
        <source>How much noise each step takes away.</source>
        <translation>每一步去除的噪声量。</translation>
    </message>
    <message>
        <source>Which of the model’s steps are taken when there are fewer.</source>
        <translation>步数较少时取用模型的哪些步。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AgentForm</name>
    <message>
        <source>Language agent</source>
        <extracomment>a language model that fits the characters to the prompt</extracomment>
        <translation>语言智能体</translation>
    </message>
    <message>
        <source>Its share</source>
        <extracomment>how much the language agent counts</extracomment>
        <translation>影响程度</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>As the work (%1)</source>
        <translation>与作品相同（%1）</translation>
    </message>
    <message>
        <source>Usual (%1)</source>
        <translation>通常（%1）</translation>
    </message>
    <message>
        <source>A language model reads the prompt and fits the characters to it. Slower, and takes memory.</source>
        <translation>由语言模型阅读提示词，并让角色与之相符。会更慢，也更占内存。</translation>
    </message>
    <message>
        <source>Switch the language agent on to use it.</source>
        <translation>要使用它，请先开启语言智能体。</translation>
    </message>
    <message>
        <source>How far the agent may change the characters: 0 % not at all, 100 % as it likes.</source>
        <translation>智能体可以在多大程度上改变角色：0 % 完全不改，100 % 由它决定。</translation>
    </message>
    <message>
        <source>With the agent about %1, but only %2 is free: it is read from the disk layer by layer, slower.</source>
        <extracomment>%1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>使用智能体约需 %1，但仅有 %2 可用：将从磁盘逐层读取，速度较慢。</translation>
    </message>
    <message>
        <source>With the agent about %1, but only %2 is free.</source>
        <extracomment>%1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>使用智能体约需 %1，但仅有 %2 可用。</translation>
    </message>
    <message>
        <source>With the agent about %1 of %2 free memory.</source>
        <extracomment>%1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>使用智能体约需 %1，可用内存 %2。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AskBar</name>
    <message>
        <source>&amp;Ask</source>
        <translation>提问(&amp;A)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Your question or wish</source>
        <translation>您的问题或愿望</translation>
    </message>
    <message>
        <source>Deletes this conversation; one undo brings it back</source>
        <translation>删除此对话；撤销一次即可恢复</translation>
    </message>
    <message>
        <source>Stops the answer; nothing is kept of it</source>
        <translation>停止回答；不保留任何内容</translation>
    </message>
    <message>
        <source>Ask, or say what should be different</source>
        <translation>提问，或说明要改什么</translation>
    </message>
</context>
<context>
    <name>koma::ui::AssistantActions</name>
    <message>
        <source>The mask could not be kept.</source>
        <translation>无法保存蒙版。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AssistantDock</name>
    <message>
        <source>Who is asked</source>
        <translation>向谁提问</translation>
    </message>
    <message>
        <source>Language models…</source>
        <translation>语言模型…</translation>
    </message>
    <message>
        <source>Which servers are asked, and their keys</source>
        <translation>向哪些服务器提问，以及它们的密钥</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>分格</translation>
    </message>
    <message>
        <source>Ask a language model about a panel: what it shows, how to word its prompt, why it came out otherwise. Set a model up first; those on this machine are found by themselves.</source>
        <translation>就分格向语言模型提问：画了什么、提示词怎么写、为什么画得不一样。请先设置模型；本机上的模型会自动找到。</translation>
    </message>
    <message>
        <source>Select a panel on the page, or somebody in the cast, to talk about it.</source>
        <translation>在页面上选择一个分格，或在角色表中选择一个人物来谈论。</translation>
    </message>
    <message>
        <source>No language model is set up</source>
        <translation>尚未设置语言模型</translation>
    </message>
    <message>
        <source>It is still answering</source>
        <translation>仍在回答</translation>
    </message>
    <message>
        <source>This is asked of panels</source>
        <translation>这是针对分格的</translation>
    </message>
    <message>
        <source>The panel has no picture yet; draw it first</source>
        <translation>此分格还没有图；请先绘制</translation>
    </message>
    <message>
        <source>There is no reference picture</source>
        <translation>没有参考图</translation>
    </message>
    <message>
        <source>The model cannot see pictures</source>
        <translation>此模型看不到图片</translation>
    </message>
    <message>
        <source>Nothing is masked; paint with the mask brush first</source>
        <translation>没有蒙版；请先用蒙版画笔涂抹</translation>
    </message>
    <message>
        <source>Nothing has been said yet. Write a question, or press one of the buttons; nothing changes before you accept it.</source>
        <translation>还没有对话。写下问题，或按一个按钮；在您采纳之前不会有任何改变。</translation>
    </message>
    <message>
        <source>What you ask goes to a server elsewhere, with the picture that it is about.</source>
        <translation>您的问题会连同相关图片发送到外部服务器。</translation>
    </message>
    <message>
        <source>This model cannot see pictures: it refines prompts and answers from the words alone.</source>
        <translation>此模型看不到图片：它只根据文字润色提示词并回答。</translation>
    </message>
    <message>
        <source>It is still answering about something else.</source>
        <translation>它仍在回答别的问题。</translation>
    </message>
    <message>
        <source>What was asked about is not there any more; the answer has no place.</source>
        <translation>所问的对象已不存在；回答无处存放。</translation>
    </message>
</context>
<context>
    <name>koma::ui::AssistantTerms</name>
    <message>
        <source>Describe</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Refine description</source>
        <translation>润色描述</translation>
    </message>
    <message>
        <source>Refine prompt</source>
        <translation>润色提示词</translation>
    </message>
    <message>
        <source>Similar panel</source>
        <translation>相似分格</translation>
    </message>
    <message>
        <source>Propose edit</source>
        <translation>提议修改</translation>
    </message>
    <message>
        <source>Fill the mask</source>
        <translation>填充蒙版</translation>
    </message>
    <message>
        <source>Why not?</source>
        <translation>为何不符？</translation>
    </message>
    <message>
        <source>Asks about the picture (Ctrl+Enter)</source>
        <translation>就图片提问（Ctrl+Enter）</translation>
    </message>
    <message>
        <source>The model says what the picture shows</source>
        <translation>模型说明图中画了什么</translation>
    </message>
    <message>
        <source>Better words for the person; the words below say what should be different</source>
        <translation>更好的人物描述；下面的文字说明要改什么</translation>
    </message>
    <message>
        <source>Better words for the panel; the words below say what should be different</source>
        <translation>更好的分格提示词；下面的文字说明要改什么</translation>
    </message>
    <message>
        <source>A prompt for another picture like this one, to be drawn from it; the words below say what may vary</source>
        <translation>为从此图绘制相似图片写提示词；下面的文字说明可以变什么</translation>
    </message>
    <message>
        <source>Write below what is to be changed: the model says where, and you get a mask and a prompt</source>
        <translation>在下面写要改什么：模型指出位置，您得到蒙版和提示词</translation>
    </message>
    <message>
        <source>The model imagines what belongs where the mask is</source>
        <translation>模型设想蒙版处应有什么</translation>
    </message>
    <message>
        <source>Why the picture does not keep to its boxes and its prompt</source>
        <translation>图片为何没有遵循其方框和提示词</translation>
    </message>
    <message>
        <source>Draw it</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Mask it</source>
        <translation>设为蒙版</translation>
    </message>
    <message>
        <source>Use as description</source>
        <translation>用作描述</translation>
    </message>
    <message>
        <source>Use prompt</source>
        <translation>使用提示词</translation>
    </message>
    <message>
        <source>Draws another take from this picture with these words</source>
        <translation>用这些文字从此图再画一张</translation>
    </message>
    <message>
        <source>The marked part becomes the mask, the words the prompt; nothing is drawn before you say so</source>
        <translation>标记部分成为蒙版，文字成为提示词；在您下令之前不会绘制</translation>
    </message>
    <message>
        <source>These words become the description; one undo brings the old ones back</source>
        <translation>这些文字成为描述；撤销一次即可恢复原文</translation>
    </message>
    <message>
        <source>These words become the panel’s prompt; one undo brings the old ones back</source>
        <translation>这些文字成为分格的提示词；撤销一次即可恢复原文</translation>
    </message>
    <message>
        <source>Accepted</source>
        <translation>已采纳</translation>
    </message>
    <message>
        <source>Dismissed</source>
        <translation>已放弃</translation>
    </message>
    <message>
        <source>not sure</source>
        <translation>不确定</translation>
    </message>
    <message>
        <source>rather sure</source>
        <translation>比较确定</translation>
    </message>
    <message>
        <source>sure</source>
        <translation>确定</translation>
    </message>
</context>
<context>
    <name>koma::ui::BalloonTool</name>
    <message>
        <source>A balloon is at least %1 wide and high. Draw it larger.</source>
        <translation>对话框的宽和高至少为 %1。请画大一些。</translation>
    </message>
    <message>
        <source>Change tail</source>
        <translation>更改尾巴</translation>
    </message>
    <message>
        <source>Select a panel first: the balloon goes into it.</source>
        <translation>请先选择一个分格，对话框将放入其中。</translation>
    </message>
    <message>
        <source>Release where the mouth is. Back inside the balloon the tail goes away.</source>
        <translation>在嘴的位置松开。拖回对话框内可去掉尾巴。</translation>
    </message>
    <message>
        <source>Shift makes it round, Alt draws from the centre, Space moves it, Esc puts nothing.</source>
        <translation>Shift：正圆；Alt：从中心绘制；空格：移动；Esc：取消。</translation>
    </message>
    <message>
        <source>Drag out of the balloon for a tail, with Alt for another one. Enter writes its text.</source>
        <translation>从对话框向外拖出尾巴，按住 Alt 可再加一条。按回车输入台词。</translation>
    </message>
    <message>
        <source>Drag a balloon. %1: the key 3 goes to the next shape. Enter puts one into the selected panel.</source>
        <translation>拖动绘制对话框。%1：按 3 切换到下一种形状。按回车放入所选分格。</translation>
    </message>
</context>
<context>
    <name>koma::ui::CanvasDrops</name>
    <message>
        <source>The mask could not be kept.</source>
        <translation>无法保存蒙版。</translation>
    </message>
</context>
<context>
    <name>koma::ui::CardDelegate</name>
    <message>
        <source>Strength %1 %</source>
        <translation>强度 %1%</translation>
    </message>
    <message>
        <source>+%1</source>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>koma::ui::CastDock</name>
    <message>
        <source>Nobody here yet. Drop a picture of your hero, or add a character.</source>
        <translation>还没有角色。拖入主角的图片，或添加角色。</translation>
    </message>
    <message>
        <source>Add character</source>
        <translation>添加角色</translation>
    </message>
    <message>
        <source>Add somebody and give them a name</source>
        <translation>添加角色并命名</translation>
    </message>
    <message>
        <source>Add character (Insert)</source>
        <translation>添加角色 (Insert)</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Add characters from picture files (Ctrl+O)</source>
        <translation>从图片文件添加角色 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Remove character</source>
        <translation>移除角色</translation>
    </message>
    <message>
        <source>Remove the chosen character (Del)</source>
        <translation>移除所选角色 (Del)</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Paste a picture</source>
        <translation>粘贴图片</translation>
    </message>
    <message>
        <source>Paste as reference</source>
        <translation>粘贴为参考图</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Character %1</source>
        <extracomment>Name of a new member of the cast; %1 is a number.</extracomment>
        <translation>角色 %1</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新角色</translation>
    </message>
</context>
<context>
    <name>koma::ui::CastModel</name>
    <message>
        <source>Unnamed</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Drag onto a panel to place %1 there. Drop pictures here as references.</source>
        <translation>拖到分格上即可放置 %1。将图片拖放到此处作为参考图。</translation>
    </message>
    <message numerus="yes">
        <source>%n reference(s)</source>
        <translation>
            <numerusform>%n 张参考图</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::CastView</name>
    <message>
        <source>Cast</source>
        <translation>角色表</translation>
    </message>
    <message>
        <source>Reference of %1</source>
        <translation>%1 的参考图</translation>
    </message>
    <message>
        <source>New character</source>
        <translation>新角色</translation>
    </message>
</context>
<context>
    <name>koma::ui::CharacterBoxTool</name>
    <message>
        <source>Nobody is in the cast yet. Add a character to the cast first.</source>
        <translation>角色表中还没有角色。请先添加角色。</translation>
    </message>
    <message>
        <source>Draw the box inside a panel.</source>
        <translation>请在分格内绘制角色框。</translation>
    </message>
    <message>
        <source>Draw the box larger: it is where the head and body stand.</source>
        <translation>请把框画大一些：头部和身体将位于其中。</translation>
    </message>
    <message>
        <source>Select a panel first: the box goes into it.</source>
        <translation>请先选择一个分格，角色框将放入其中。</translation>
    </message>
    <message>
        <source>The head comes to the upper part of the box. Space moves it, Esc puts nothing.</source>
        <translation>头部位于框的上部。空格：移动；Esc：取消。</translation>
    </message>
    <message>
        <source>Drag a box where %1 stands, or click for a bust. Enter puts one into the selected panel.</source>
        <translation>在 %1 的位置拖出角色框，或单击放置半身像。按回车放入所选分格。</translation>
    </message>
</context>
<context>
    <name>koma::ui::CharacterDetails</name>
    <message>
        <source>Back to the cast</source>
        <translation>返回角色表</translation>
    </message>
    <message>
        <source>Back to the cast (Esc)</source>
        <translation>返回角色表 (Esc)</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>How the script and the boxes call this person</source>
        <translation>此角色在脚本和角色框中的名称</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>颜色</translation>
    </message>
    <message>
        <source>Colour of this person&apos;s boxes on the page</source>
        <translation>此角色的角色框在页面上的颜色</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>Short black hair, round glasses, school uniform</source>
        <translation>黑色短发，圆框眼镜，校服</translation>
    </message>
    <message>
        <source>These words join the prompt of every panel with this person</source>
        <translation>凡有此角色的分格，提示词都会加入这些描述</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>%</source>
        <translation>%</translation>
    </message>
    <message>
        <source>How much a new box looks like the references</source>
        <translation>新建角色框与参考图的相似程度</translation>
    </message>
    <message>
        <source>Add pictures…</source>
        <translation>添加图片…</translation>
    </message>
    <message>
        <source>Add pictures from files (Ctrl+O)</source>
        <translation>从文件添加图片 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Paste a picture as a reference (Ctrl+Shift+R)</source>
        <translation>将图片粘贴为参考图 (Ctrl+Shift+R)</translation>
    </message>
    <message>
        <source>Crop…</source>
        <translation>裁剪…</translation>
    </message>
    <message>
        <source>Choose the part that counts (Enter)</source>
        <translation>选择有效区域 (回车)</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Remove this reference (Del)</source>
        <translation>移除此参考图 (Del)</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Two or three pictures from different sides work best.</source>
        <translation>两三张不同角度的图片效果最好。</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>前移</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>后移</translation>
    </message>
    <message>
        <source>Paste as reference</source>
        <translation>粘贴为参考图</translation>
    </message>
    <message>
        <source>Colour of %1&apos;s boxes</source>
        <translation>%1 的角色框颜色</translation>
    </message>
    <message>
        <source>New reference of %1</source>
        <translation>%1 的新参考图</translation>
    </message>
</context>
<context>
    <name>koma::ui::CharacterRow</name>
    <message>
        <source>Likeness</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Expression</source>
        <translation>表情</translation>
    </message>
    <message>
        <source>Pose</source>
        <translation>姿势</translation>
    </message>
    <message>
        <source>Facing</source>
        <translation>朝向</translation>
    </message>
    <message>
        <source>Not in the cast any more</source>
        <translation>已不在角色表中</translation>
    </message>
    <message>
        <source>Without a name</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Take %1 out of this panel</source>
        <translation>将 %1 移出此分格</translation>
    </message>
    <message>
        <source>This model takes no reference pictures; descriptions join the prompt.</source>
        <translation>此模型不支持参考图；角色描述会加入提示词。</translation>
    </message>
    <message>
        <source>This model takes expression, pose and facing from the prompt only.</source>
        <translation>此模型仅从提示词读取表情、姿势和朝向。</translation>
    </message>
    <message>
        <source>How strongly the references lead the drawing.</source>
        <translation>参考图对绘制的影响程度。</translation>
    </message>
    <message>
        <source>Choose an expression or write one.</source>
        <translation>选择或输入表情。</translation>
    </message>
    <message>
        <source>Choose a pose or write one.</source>
        <translation>选择或输入姿势。</translation>
    </message>
    <message>
        <source>Where this person looks, as we see it.</source>
        <translation>从读者视角看，此角色面朝的方向。</translation>
    </message>
    <message>
        <source>Phrase</source>
        <translation>短语</translation>
    </message>
    <message>
        <source>Phrase, such as “a girl in a red coat”</source>
        <translation>短语，例如“a girl in a red coat”</translation>
    </message>
    <message>
        <source>The place is found by this phrase: write it into the prompt word for word.</source>
        <translation>按此短语寻找位置：请在提示词中原样写出。</translation>
    </message>
    <message>
        <source>What the prompt calls this person; the subject adapter reads it with the pictures.</source>
        <translation>提示词对此人的称呼；主体适配器会连同图片一起读取。</translation>
    </message>
    <message>
        <source>Who this is here, in a few words. It joins the prompt.</source>
        <translation>用几个词说明此人在这里是谁。会加入提示词。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ControlList</name>
    <message>
        <source>A sketch, pose, depth or edge picture can lead the drawing. Drop one here or add it.</source>
        <translation>可以用草图、姿势、深度或边缘图引导绘制。拖到这里或添加一张。</translation>
    </message>
    <message>
        <source>Add control picture</source>
        <translation>添加控制图</translation>
    </message>
    <message>
        <source>A picture that leads the drawing</source>
        <translation>引导绘制的图片</translation>
    </message>
    <message>
        <source>From a file…</source>
        <translation>从文件…</translation>
    </message>
    <message>
        <source>From the clipboard</source>
        <translation>从剪贴板</translation>
    </message>
    <message>
        <source>From a take of this panel</source>
        <translation>从此分格的候选图</translation>
    </message>
    <message>
        <source>Take %1, on the page</source>
        <translation>候选图 %1（页面上）</translation>
    </message>
    <message>
        <source>Take %1</source>
        <translation>候选图 %1</translation>
    </message>
</context>
<context>
    <name>koma::ui::ControlRow</name>
    <message>
        <source>ControlNet</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>Preparation</source>
        <translation>预处理</translation>
    </message>
    <message>
        <source>Strength</source>
        <extracomment>how strongly a control picture leads</extracomment>
        <translation>强度</translation>
    </message>
    <message>
        <source>From</source>
        <extracomment>of the steps, in percent</extracomment>
        <translation>起始</translation>
    </message>
    <message>
        <source>Until</source>
        <extracomment>of the steps, in percent</extracomment>
        <translation>结束</translation>
    </message>
    <message>
        <source>Control picture</source>
        <translation>控制图</translation>
    </message>
    <message>
        <source>Draw without this control picture</source>
        <translation>绘制时不用这张控制图</translation>
    </message>
    <message>
        <source>How strictly the drawing keeps to the picture.</source>
        <translation>绘制遵循图片的严格程度。</translation>
    </message>
    <message>
        <source>From which part of the steps the picture leads.</source>
        <translation>图片从哪一部分步开始引导。</translation>
    </message>
    <message>
        <source>Until which part of the steps the picture leads; the rest is free.</source>
        <translation>图片引导到哪一部分步为止，其余自由绘制。</translation>
    </message>
    <message>
        <source>Choose a ControlNet that reads this picture.</source>
        <translation>请选择读取这张图片的 ControlNet。</translation>
    </message>
    <message>
        <source>Which ControlNet reads the picture.</source>
        <translation>读取图片的 ControlNet。</translation>
    </message>
    <message>
        <source>What is made of the picture first.</source>
        <translation>先对图片做的处理。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ConversationView</name>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>koma::ui::CropDialog</name>
    <message>
        <source>Crop a reference of %1</source>
        <translation>裁剪 %1 的参考图</translation>
    </message>
    <message>
        <source>Crop a reference</source>
        <translation>裁剪参考图</translation>
    </message>
    <message>
        <source>The drawing model sees only what is inside: best the head and shoulders, or the whole figure, of one person.</source>
        <translation>绘制模型只会看到框内的部分：最好是单个人物的头肩部或全身。</translation>
    </message>
    <message>
        <source>Arrow keys move the frame, with Alt they change its size, with Shift in large steps.</source>
        <translation>方向键移动裁剪框，按住 Alt 调整大小，按住 Shift 加大步幅。</translation>
    </message>
    <message>
        <source>Crop</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>Whole picture</source>
        <translation>整张图片</translation>
    </message>
    <message>
        <source>Keep this part (Enter)</source>
        <translation>保留此部分 (回车)</translation>
    </message>
    <message>
        <source>Let all of the picture count</source>
        <translation>使用整张图片</translation>
    </message>
    <message>
        <source>%1 % wide, %2 % high</source>
        <translation>宽 %1%，高 %2%</translation>
    </message>
</context>
<context>
    <name>koma::ui::CropView</name>
    <message>
        <source>Part of the picture that counts</source>
        <translation>图片的有效区域</translation>
    </message>
</context>
<context>
    <name>koma::ui::DialogActions</name>
    <message>
        <source>Page setup</source>
        <translation>页面设置</translation>
    </message>
</context>
<context>
    <name>koma::ui::DifferenceTable</name>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>What</source>
        <translation>项目</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>更改内容</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
</context>
<context>
    <name>koma::ui::DifferenceWords</name>
    <message>
        <source>Work</source>
        <translation>作品</translation>
    </message>
    <message>
        <source>Page %1, panel %2, balloon %3</source>
        <translation>第 %1 页，分格 %2，对话框 %3</translation>
    </message>
    <message>
        <source>Page %1, panel %2</source>
        <translation>第 %1 页，分格 %2</translation>
    </message>
    <message>
        <source>Page %1, balloon %2</source>
        <translation>第 %1 页，对话框 %2</translation>
    </message>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>分格</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>对话框</translation>
    </message>
    <message>
        <source>Character</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Region</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Person</source>
        <translation>人物</translation>
    </message>
    <message>
        <source>Picture</source>
        <translation>图片</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Reading direction</source>
        <translation>阅读方向</translation>
    </message>
    <message>
        <source>Script</source>
        <translation>剧本</translation>
    </message>
    <message>
        <source>Paper</source>
        <translation>纸张</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>描述</translation>
    </message>
    <message>
        <source>References</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Frame</source>
        <translation>边框</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除内容</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>景别</translation>
    </message>
    <message>
        <source>Base prompt</source>
        <translation>基础提示词</translation>
    </message>
    <message>
        <source>Share of the base prompt</source>
        <translation>基础提示词的占比</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Text direction</source>
        <translation>文字方向</translation>
    </message>
    <message>
        <source>Speaker</source>
        <translation>说话人</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>划分</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>对话</translation>
    </message>
</context>
<context>
    <name>koma::ui::DrawBar</name>
    <message>
        <source>Draw panel</source>
        <translation>绘制分格</translation>
    </message>
    <message>
        <source>Draw page</source>
        <translation>绘制整页</translation>
    </message>
    <message>
        <source>Takes: </source>
        <extracomment>before a number, in a small field</extracomment>
        <translation>候选图：</translation>
    </message>
    <message>
        <source>How many takes</source>
        <translation>候选图数量</translation>
    </message>
    <message>
        <source>How many takes to draw. Each lands in the takes as soon as it is done.</source>
        <translation>要绘制的候选图数量。每张完成后立即加入候选图列表。</translation>
    </message>
    <message>
        <source>Draw every panel of this page in reading order, in the background (%1)</source>
        <translation>在后台按阅读顺序绘制此页的所有分格 (%1)</translation>
    </message>
    <message>
        <source>Stop drawing this panel</source>
        <translation>停止绘制此分格</translation>
    </message>
    <message>
        <source>Draw this panel (%1); with %2 before everything that waits</source>
        <translation>绘制此分格 (%1)；按 %2 则优先于所有等待任务</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s) waiting</source>
        <translation>
            <numerusform>%n 张候选图等待中</numerusform>
        </translation>
    </message>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1/%2 步</translation>
    </message>
    <message>
        <source>Step %1 of %2, %3</source>
        <extracomment>%3 is a time, as &quot;12 s left&quot;</extracomment>
        <translation>第 %1/%2 步，%3</translation>
    </message>
    <message>
        <source>Previews</source>
        <extracomment>how pictures are shown while they are drawn</extracomment>
        <translation>预览</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>no previews</extracomment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Tiny autoencoder</source>
        <translation>微型自编码器</translation>
    </message>
    <message>
        <source>How previews are made</source>
        <translation>预览的生成方式</translation>
    </message>
    <message>
        <source>Sharper, and a little slower</source>
        <translation>更清晰，稍慢</translation>
    </message>
    <message>
        <source>Put a TAESD file into the model folders for it.</source>
        <translation>要使用它，请将 TAESD 文件放入模型文件夹。</translation>
    </message>
    <message>
        <source>Repaint mask</source>
        <translation>重画蒙版</translation>
    </message>
    <message>
        <source>Draw what is masked anew (%1); with %2 before everything that waits</source>
        <translation>重画遮住的部分（%1）；按 %2 则排在所有等待项之前</translation>
    </message>
    <message numerus="yes">
        <source>%n warning(s)</source>
        <translation>
            <numerusform>%n 条警告</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::DrawingForm</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Steps</source>
        <extracomment>noun: how many times the picture is refined</extracomment>
        <translation>步数</translation>
    </message>
    <message>
        <source>steps</source>
        <translation>步</translation>
    </message>
    <message>
        <source>Guidance</source>
        <extracomment>how strictly the model follows the prompt</extracomment>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>Model’s own</source>
        <translation>模型默认</translation>
    </message>
    <message>
        <source>More steps take longer and work out more.</source>
        <translation>步数越多，耗时越长，细节越完整。</translation>
    </message>
    <message>
        <source>How strictly the model keeps to the prompt.</source>
        <translation>模型遵循提示词的严格程度。</translation>
    </message>
    <message>
        <source>The model “%1” is not there. Choose another one.</source>
        <translation>找不到模型“%1”。请选择其他模型。</translation>
    </message>
    <message>
        <source>Size</source>
        <extracomment>how large the picture is</extracomment>
        <translation>大小</translation>
    </message>
    <message>
        <source>Sides of the picture, of what the model draws best. Smaller is faster and takes less memory.</source>
        <translation>画面边长相对于模型最擅长尺寸的比例。越小越快，占用内存越少。</translation>
    </message>
    <message>
        <source>Advanced</source>
        <extracomment>settings that few need</extracomment>
        <translation>高级</translation>
    </message>
    <message>
        <source>As the work (%1)</source>
        <extracomment>%1 a model: the one that the whole work is drawn with</extracomment>
        <translation>与作品相同（%1）</translation>
    </message>
    <message>
        <source>Likeness</source>
        <extracomment>how much everybody in the panel looks like their reference pictures</extracomment>
        <translation>相似度</translation>
    </message>
    <message>
        <source>How strongly the references of everybody here lead the drawing, times each one’s own likeness.</source>
        <translation>所有人的参考图对画面的影响程度，会与各人自己的相似度相乘。</translation>
    </message>
    <message>
        <source>This model takes no reference pictures.</source>
        <translation>此模型不支持参考图。</translation>
    </message>
</context>
<context>
    <name>koma::ui::DrawingWords</name>
    <message>
        <source>Model’s own</source>
        <translation>模型默认</translation>
    </message>
    <message>
        <source>Plain</source>
        <extracomment>a schedule of noise that is taken as it is</extracomment>
        <translation>标准</translation>
    </message>
    <message>
        <source>Exponential</source>
        <translation>指数</translation>
    </message>
    <message>
        <source>Leading</source>
        <extracomment>how steps are spread over the schedule: the first ones of each part</extracomment>
        <translation>靠前</translation>
    </message>
    <message>
        <source>Trailing</source>
        <extracomment>the last ones of each part</extracomment>
        <translation>靠后</translation>
    </message>
    <message>
        <source>Even</source>
        <translation>均匀</translation>
    </message>
    <message>
        <source>Use it as it is</source>
        <extracomment>what is made of a control picture before it is used</extracomment>
        <translation>原样使用</translation>
    </message>
    <message>
        <source>Find edges (Canny)</source>
        <translation>提取边缘（Canny）</translation>
    </message>
    <message>
        <source>Find lines</source>
        <translation>提取线条</translation>
    </message>
    <message>
        <source>Find a rough sketch</source>
        <translation>提取草图</translation>
    </message>
    <message>
        <source>What is there</source>
        <extracomment>what the masked part is filled with before it is drawn anew</extracomment>
        <translation>现有画面</translation>
    </message>
    <message>
        <source>Drawn-out edges</source>
        <translation>延伸边缘</translation>
    </message>
    <message>
        <source>What lies around</source>
        <translation>周围画面</translation>
    </message>
    <message>
        <source>Noise</source>
        <translation>噪声</translation>
    </message>
    <message>
        <source>Leave it</source>
        <extracomment>the seam between old and new is left alone</extracomment>
        <translation>不处理</translation>
    </message>
    <message>
        <source>Match the tones</source>
        <translation>匹配色调</translation>
    </message>
    <message>
        <source>A depth picture</source>
        <translation>作为深度图</translation>
    </message>
    <message>
        <source>A pose (OpenPose)</source>
        <translation>作为姿势图（OpenPose）</translation>
    </message>
    <message>
        <source>Repair it (DiffRIR)</source>
        <translation>修复（DiffRIR）</translation>
    </message>
</context>
<context>
    <name>koma::ui::DropLayer</name>
    <message>
        <source>Drop the work to open it</source>
        <translation>松开即可打开作品</translation>
    </message>
</context>
<context>
    <name>koma::ui::EndpointForm</name>
    <message>
        <source>&amp;Keep</source>
        <extracomment>keeps a key in the keyring</extracomment>
        <translation>保存(&amp;K)</translation>
    </message>
    <message>
        <source>F&amp;orget</source>
        <extracomment>takes a key out of the keyring</extracomment>
        <translation>清除(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Test</source>
        <translation>测试(&amp;T)</translation>
    </message>
    <message>
        <source>Texts and pictures may leave this machine</source>
        <translation>允许文字和图片离开本机</translation>
    </message>
    <message>
        <source>The address up to and with the version; llama.cpp, Ollama, LM Studio, vLLM, OpenAI, Gemini.</source>
        <translation>包含版本号在内的地址；llama.cpp、Ollama、LM Studio、vLLM、OpenAI、Gemini。</translation>
    </message>
    <message>
        <source>The first that the server names</source>
        <translation>服务器列出的第一个</translation>
    </message>
    <message>
        <source>Local servers need none</source>
        <translation>本机服务器不需要</translation>
    </message>
    <message>
        <source>No limit</source>
        <translation>不限</translation>
    </message>
    <message>
        <source> tokens</source>
        <translation> 个词元</translation>
    </message>
    <message>
        <source>Of one run of the program, prompts and answers together; then nothing is sent any more.</source>
        <translation>程序每次运行的上限，提问与回答合计；用完后不再发送。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>密钥</translation>
    </message>
    <message>
        <source>Budget</source>
        <translation>预算</translation>
    </message>
    <message>
        <source>On this machine: nothing leaves it.</source>
        <translation>在本机：任何内容都不会离开。</translation>
    </message>
    <message>
        <source>Another machine, without encryption: everybody on the way can read what is sent.</source>
        <translation>另一台机器，未加密：途中任何人都能读到发送的内容。</translation>
    </message>
    <message>
        <source>Another machine: prompts, scripts and the pictures it is shown are sent there.</source>
        <translation>另一台机器：提示词、剧本和给它看的图片会发送到那里。</translation>
    </message>
    <message>
        <source>Kept in the desktop’s keyring.</source>
        <translation>已保存在桌面密钥环中。</translation>
    </message>
    <message>
        <source>There is no keyring: kept in memory until the program ends.</source>
        <translation>没有密钥环：保存在内存中，直到程序结束。</translation>
    </message>
    <message>
        <source>No key. It is kept in the desktop’s keyring, never in a file.</source>
        <translation>没有密钥。密钥保存在桌面密钥环中，绝不写入文件。</translation>
    </message>
    <message>
        <source>Asking…</source>
        <translation>正在询问…</translation>
    </message>
    <message>
        <source>%1 answered in %2 s.</source>
        <translation>%1 在 %2 秒内作答。</translation>
    </message>
    <message>
        <source>It keeps to the form it is asked for.</source>
        <translation>它遵守所要求的格式。</translation>
    </message>
    <message>
        <source>It does not keep to the form: plans may need another try.</source>
        <translation>它不遵守格式：规划可能需要重试。</translation>
    </message>
    <message>
        <source>It sees pictures.</source>
        <translation>它能看图片。</translation>
    </message>
    <message>
        <source>It sees no pictures: characters cannot be described by it.</source>
        <translation>它看不到图片：无法用它描述角色。</translation>
    </message>
</context>
<context>
    <name>koma::ui::EndpointsDialog</name>
    <message>
        <source>&amp;Add</source>
        <translation>添加(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Remove</source>
        <translation>删除(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find local ones</source>
        <translation>查找本机的(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>Asks the usual ports of this machine, and nobody else</source>
        <translation>只询问本机的常用端口，不询问其他任何地方</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新建</translation>
    </message>
    <message>
        <source>No language model yet. Start one on this machine, such as Ollama or llama.cpp, and let it be found; or add an address. Without one, pages are planned by rule.</source>
        <translation>还没有语言模型。请在本机启动一个（如 Ollama 或 llama.cpp）并查找，或添加地址。没有时页面按规则规划。</translation>
    </message>
    <message>
        <source>Looking on this machine…</source>
        <translation>正在本机查找…</translation>
    </message>
    <message numerus="yes">
        <source>%n found and added.</source>
        <translation>
            <numerusform>找到并添加了 %n 个。</numerusform>
        </translation>
    </message>
    <message>
        <source>No other one was found on this machine.</source>
        <translation>本机没有找到其他的。</translation>
    </message>
</context>
<context>
    <name>koma::ui::EnlargeDialog</name>
    <message>
        <source>Enlarged by</source>
        <translation>放大方式</translation>
    </message>
    <message>
        <source>Redraw details</source>
        <translation>重画细节</translation>
    </message>
    <message>
        <source>Enlarge</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Enlarge for print</source>
        <translation>放大供印刷</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Makes a finer picture of what the frame shows. It becomes another take, which you can take back.</source>
        <translation>把画格中显示的部分做成更细的图。它会成为另一张候选图，可以撤销。</translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation>%1 dpi</translation>
    </message>
    <message>
        <source>Dots per inch: 600 for print in black and white, 350 for colour, 1200 for fine lines</source>
        <translation>每英寸点数：黑白印刷用 600，彩色用 350，细线用 1200</translation>
    </message>
    <message>
        <source>Lanczos, without a network</source>
        <translation>Lanczos（不用网络）</translation>
    </message>
    <message>
        <source>Real-ESRGAN and its kin, or DiffRIR x2 or x4, from the model folders. Networks invent fine lines; Lanczos only smooths.</source>
        <translation>模型文件夹中的 Real-ESRGAN 一类，或 DiffRIR x2、x4。网络会补出细线；Lanczos 只会变得平滑。</translation>
    </message>
    <message>
        <source>By the picture</source>
        <translation>按图而定</translation>
    </message>
    <message>
        <source>White and black kept where the picture is grey, nothing changed where it has colours</source>
        <translation>灰度图保持白与黑，彩色图不作改动</translation>
    </message>
    <message>
        <source>As it comes</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>White paper, black ink</source>
        <translation>纸白墨黑</translation>
    </message>
    <message>
        <source>Inked again</source>
        <translation>重新上墨</translation>
    </message>
    <message>
        <source>Every line and dot black or white, as for print without greys</source>
        <translation>所有线条和网点非黑即白，适合不含灰色的印刷</translation>
    </message>
    <message>
        <source>How much the panel&apos;s model draws over the large picture, tile by tile. Slow; 0 %: not at all.</source>
        <translation>画格的模型逐块重画大图的程度。较慢；0 % 表示不重画。</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>Enlarged &amp;by</source>
        <translation>放大方式(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Paper and ink</source>
        <translation>纸与墨(&amp;P)</translation>
    </message>
    <message>
        <source>The resolution must be between %1 and %2 dpi.</source>
        <translation>分辨率必须在 %1 到 %2 dpi 之间。</translation>
    </message>
    <message>
        <source>The picture of this take cannot be read.</source>
        <translation>无法读取此候选图的图片。</translation>
    </message>
    <message>
        <source>So large a picture is not possible: at most %L1 pixels along a side. Choose a lower resolution.</source>
        <translation>不能做这么大的图：每边最多 %L1 像素。请选较低的分辨率。</translation>
    </message>
    <message>
        <source>The picture is as fine as that already. Choose a higher resolution.</source>
        <translation>图片已经这么细了。请选更高的分辨率。</translation>
    </message>
    <message>
        <source>%L1 × %L2 mm are %L3 × %L4 pixels.</source>
        <extracomment>sides of a panel&apos;s frame in mm, and its size in pixels</extracomment>
        <translation>%L1 × %L2 毫米为 %L3 × %L4 像素。</translation>
    </message>
    <message>
        <source>The picture has %L1 × %L2.</source>
        <extracomment>what the frame shows of the picture, in pixels</extracomment>
        <translation>当前图片为 %L1 × %L2 像素。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ErrorText</name>
    <message>
        <source>%1 was not drawn: a setting does not suit the model. Change it, then generate again.</source>
        <extracomment>%1 in this and the next sentences is a place, such as &quot;Page 2, panel 3&quot;</extracomment>
        <translation>未能绘制“%1”：某项设置不适合该模型。请更改后重新绘制。</translation>
    </message>
    <message>
        <source>%1 was not drawn: its model or a reference picture is missing. Choose another one.</source>
        <translation>未能绘制“%1”：缺少模型或参考图。请另选一个。</translation>
    </message>
    <message>
        <source>%1 was not drawn: a file cannot be read. Check the disk and its permissions, then try again.</source>
        <translation>未能绘制“%1”：无法读取文件。请检查磁盘和权限后重试。</translation>
    </message>
    <message>
        <source>%1 was not drawn: a file of the model or a picture is damaged. Choose another one.</source>
        <translation>未能绘制“%1”：模型文件或图片已损坏。请另选一个。</translation>
    </message>
    <message>
        <source>%1 was not drawn: the model cannot do what the panel asks. Change the panel or the model.</source>
        <translation>未能绘制“%1”：模型不支持此分格的要求。请更改分格或模型。</translation>
    </message>
    <message>
        <source>%1 could not be kept: the disk is full. Free some space, then try again.</source>
        <translation>未能保存“%1”：磁盘已满。请释放空间后重试。</translation>
    </message>
    <message>
        <source>%1 was not drawn: there is too little memory. Close other programs or choose a smaller model.</source>
        <translation>未能绘制“%1”：内存不足。请关闭其他程序或选择较小的模型。</translation>
    </message>
    <message>
        <source>%1 was not drawn: another program holds the model or the project. Close it, then try again.</source>
        <translation>未能绘制“%1”：模型或项目正被其他程序占用。请将其关闭后重试。</translation>
    </message>
    <message>
        <source>%1 was not drawn: the drawing engine failed. Your work is safe; try again.</source>
        <translation>未能绘制“%1”：绘制引擎出错。您的作品完好无损，请重试。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Show panel</source>
        <translation>显示分格</translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportDialog</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Click to see the page</source>
        <translation>单击查看该页</translation>
    </message>
    <message>
        <source>&amp;Show folder</source>
        <translation>打开文件夹(&amp;S)</translation>
    </message>
    <message>
        <source>Pages written</source>
        <translation>已导出的页面</translation>
    </message>
    <message>
        <source>&amp;Export</source>
        <translation>导出(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>The page cannot be shown: %1</source>
        <translation>无法显示页面：%1</translation>
    </message>
    <message>
        <source>Nothing to complain about</source>
        <translation>未发现问题</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>Writing %n page(s)…</source>
        <translation>
            <numerusform>正在导出 %n 页…</numerusform>
        </translation>
    </message>
    <message>
        <source>The pages could not be written: %1</source>
        <translation>无法导出页面：%1</translation>
    </message>
    <message>
        <source>Stopped. Nothing was written.</source>
        <translation>已停止。未写入任何内容。</translation>
    </message>
    <message numerus="yes">
        <source>Stopped after %n page(s), which stay in the folder.</source>
        <translation>
            <numerusform>已停止。已导出的 %n 页保留在文件夹中。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s) are written to %1</source>
        <translation>
            <numerusform>已将 %n 页导出到 %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n panel(s) are not drawn yet</source>
        <translation>
            <numerusform>第 %1 页：%n 个分格尚未绘制</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n picture(s) are missing; draw the panels again</source>
        <translation>
            <numerusform>第 %1 页：缺少 %n 张图片，请重新绘制分格</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n text(s) do not fit their balloons</source>
        <translation>
            <numerusform>第 %1 页：%n 处台词超出对话框</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Page %1: %n text(s) have characters that no font has</source>
        <translation>
            <numerusform>第 %1 页：%n 处台词含字体中没有的字符</numerusform>
        </translation>
    </message>
    <message>
        <source>To look at before printing</source>
        <translation>印前检查</translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportForm</name>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Write as</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>%1 dpi</source>
        <translation>%1 dpi</translation>
    </message>
    <message>
        <source>Print in black and white</source>
        <translation>黑白印刷</translation>
    </message>
    <message>
        <source>Print in colour</source>
        <translation>彩色印刷</translation>
    </message>
    <message>
        <source>Screens and reviews</source>
        <translation>屏幕查看和审稿</translation>
    </message>
    <message>
        <source>Dots per inch: 600 for print in black and white, 350 for colour, 150 for screens</source>
        <translation>每英寸点数：黑白印刷 600，彩色印刷 350，屏幕查看 150</translation>
    </message>
    <message>
        <source>Greys</source>
        <translation>灰度</translation>
    </message>
    <message>
        <source>Colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>&amp;Resolution</source>
        <translation>分辨率(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Colours</source>
        <translation>颜色(&amp;L)</translation>
    </message>
    <message>
        <source>With &amp;bleed</source>
        <translation>包含出血(&amp;B)</translation>
    </message>
    <message>
        <source>For printers: the paper beyond the trim, and in a PDF a trim box</source>
        <translation>用于印刷：包含裁切线外的部分，PDF 中附带裁切框</translation>
    </message>
    <message>
        <source>Write &amp;to</source>
        <translation>导出到(&amp;T)</translation>
    </message>
    <message>
        <source>PDF</source>
        <translation>PDF</translation>
    </message>
    <message>
        <source>One book, with lines and letters that stay sharp</source>
        <translation>整本一个文件，线条和文字始终清晰</translation>
    </message>
    <message>
        <source>PNG</source>
        <translation>PNG</translation>
    </message>
    <message>
        <source>One picture for each page, in a folder</source>
        <translation>每页一张图片，存入文件夹</translation>
    </message>
    <message>
        <source>&amp;All</source>
        <translation>全部(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Only</source>
        <translation>仅(&amp;O)</translation>
    </message>
    <message>
        <source>Which pages, such as 1-3,7</source>
        <translation>页码范围，例如 1-3,7</translation>
    </message>
    <message>
        <source>File or folder to write to</source>
        <translation>导出到的文件或文件夹</translation>
    </message>
    <message>
        <source>C&amp;hoose…</source>
        <translation>浏览(&amp;H)…</translation>
    </message>
    <message>
        <source>Say which pages, such as 1-3,7.</source>
        <translation>请输入页码，例如 1-3,7。</translation>
    </message>
    <message numerus="yes">
        <source>The work has only %n page(s).</source>
        <translation>
            <numerusform>作品只有 %n 页。</numerusform>
        </translation>
    </message>
    <message>
        <source>“%1” is no list of pages. Write it as in 1-3,7.</source>
        <translation>“%1”不是有效的页码范围。请写成 1-3,7 的形式。</translation>
    </message>
    <message>
        <source>The work has no pages.</source>
        <translation>作品没有页面。</translation>
    </message>
    <message>
        <source>The resolution must be between %1 and %2 dpi.</source>
        <translation>分辨率必须在 %1 到 %2 dpi 之间。</translation>
    </message>
    <message>
        <source>A page would have more than %1 megapixels. Choose a lower resolution.</source>
        <translation>单页将超过 %1 百万像素。请降低分辨率。</translation>
    </message>
    <message>
        <source>Choose where to write to.</source>
        <translation>请选择导出位置。</translation>
    </message>
    <message>
        <source>Lines and letters are sharp at every size.</source>
        <translation>线条和文字在任何尺寸下都清晰。</translation>
    </message>
    <message>
        <source>%1 × %2 pixels a page</source>
        <translation>每页 %1 × %2 像素</translation>
    </message>
    <message>
        <source>There are pages in this folder already; those of the same number are replaced.</source>
        <translation>此文件夹中已有页面，相同页码的将被替换。</translation>
    </message>
    <message>
        <source>The file is there already; it is replaced.</source>
        <translation>文件已存在，将被替换。</translation>
    </message>
    <message>
        <source>Folder for the pages</source>
        <translation>存放页面的文件夹</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>PDF documents (*.pdf)</source>
        <translation>PDF 文档 (*.pdf)</translation>
    </message>
</context>
<context>
    <name>koma::ui::ExportPreview</name>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Page %1 of %2</source>
        <translation>第 %1 页，共 %2 页</translation>
    </message>
</context>
<context>
    <name>koma::ui::FileActions</name>
    <message>
        <source>Open a work</source>
        <translation>打开作品</translation>
    </message>
    <message>
        <source>Save a copy</source>
        <translation>另存副本</translation>
    </message>
    <message>
        <source>Komawari works (*.koma)</source>
        <translation>Komawari 作品 (*.koma)</translation>
    </message>
</context>
<context>
    <name>koma::ui::GenerationService</name>
    <message>
        <source>This page has no panels yet; draw one with the panel tool.</source>
        <translation>此页还没有分格，请用分格工具绘制。</translation>
    </message>
    <message>
        <source>Every panel of this page is drawn already.</source>
        <translation>此页的所有分格均已绘制。</translation>
    </message>
    <message>
        <source>Every panel of this work is drawn already.</source>
        <translation>作品的所有分格均已绘制。</translation>
    </message>
    <message>
        <source>Draw with %1</source>
        <translation>用 %1 绘制</translation>
    </message>
    <message>
        <source>The panel is not there any more.</source>
        <translation>该分格已不存在。</translation>
    </message>
    <message>
        <source>%1 cannot be drawn. %2</source>
        <extracomment>%1 a panel, %2 the reason, a sentence</extracomment>
        <translation>%1无法绘制。%2</translation>
    </message>
    <message>
        <source>The model “%1” is not there.</source>
        <translation>找不到模型“%1”。</translation>
    </message>
    <message>
        <source>“%1” cannot repaint a part. Clear the mask to draw the whole panel, or choose another model.</source>
        <translation>“%1”不能局部重画。请清除蒙版以绘制整个分格，或选择其他模型。</translation>
    </message>
</context>
<context>
    <name>koma::ui::HandTool</name>
    <message>
        <source>Drag to move the page. With every other tool Space does the same.</source>
        <translation>拖动以移动页面。使用其他工具时按住空格键效果相同。</translation>
    </message>
</context>
<context>
    <name>koma::ui::JobModel</name>
    <message>
        <source>Loading the model…</source>
        <translation>正在加载模型…</translation>
    </message>
    <message>
        <source>Step %1 of %2</source>
        <translation>第 %1/%2 步</translation>
    </message>
    <message>
        <source>Waiting in the background</source>
        <translation>后台等待中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Finished</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>Failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 is a place (&quot;Page 2, panel 3&quot;), %2 a state (&quot;Waiting&quot;)</extracomment>
        <translation>%1：%2</translation>
    </message>
</context>
<context>
    <name>koma::ui::KeyCapDelegate</name>
    <message>
        <source>or</source>
        <extracomment>Stands between two keys that do the same.</extracomment>
        <translation>或</translation>
    </message>
</context>
<context>
    <name>koma::ui::KeyboardDialog</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>编辑</translation>
    </message>
    <message>
        <source>Arrange</source>
        <translation>排列</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>分格</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>对话框</translation>
    </message>
    <message>
        <source>Draw</source>
        <extracomment>Making pictures with the model.</extracomment>
        <translation>绘制</translation>
    </message>
    <message>
        <source>View</source>
        <translation>视图</translation>
    </message>
    <message>
        <source>Help</source>
        <translation>帮助</translation>
    </message>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Keyboard reference</source>
        <translation>快捷键一览</translation>
    </message>
    <message>
        <source>Search by name or key</source>
        <translation>按名称或按键搜索</translation>
    </message>
    <message>
        <source>On the page</source>
        <translation>页面操作</translation>
    </message>
    <message>
        <source>Nothing is called “%1”. Try a shorter word, or a key such as Ctrl.</source>
        <translation>没有找到“%1”。请尝试更短的词，或输入按键，例如 Ctrl。</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>候选图</translation>
    </message>
</context>
<context>
    <name>koma::ui::KnifeTool</name>
    <message>
        <source>This panel is locked. Unlock it to cut it.</source>
        <translation>此分格已锁定。解锁后才能分割。</translation>
    </message>
    <message>
        <source>The cut would leave a panel smaller than %1. Cut elsewhere.</source>
        <translation>分割后会出现小于 %1 的分格。请换个位置。</translation>
    </message>
    <message>
        <source>Select a panel first: Enter cuts it in the middle.</source>
        <translation>请先选择一个分格，按回车从中间分割。</translation>
    </message>
    <message>
        <source>Release to cut. Shift keeps to steps of 45°, Space moves the line, Esc cuts nothing.</source>
        <translation>松开即分割。Shift：以 45° 为单位；空格：移动分割线；Esc：取消。</translation>
    </message>
    <message>
        <source>Drag across a panel to cut it. Enter cuts the selected panel level, Shift+Enter upright.</source>
        <translation>拖动划过分格进行分割。按回车水平分割所选分格，按 Shift+回车垂直分割。</translation>
    </message>
</context>
<context>
    <name>koma::ui::LiveAnswer</name>
    <message>
        <source>Ask &amp;again</source>
        <translation>再问一次(&amp;A)</translation>
    </message>
    <message>
        <source>What the model writes</source>
        <translation>模型正在写的内容</translation>
    </message>
    <message>
        <source>Asked once more: %1</source>
        <translation>再次提问：%1</translation>
    </message>
</context>
<context>
    <name>koma::ui::LoraList</name>
    <message>
        <source>Add LoRA</source>
        <translation>添加 LoRA</translation>
    </message>
    <message>
        <source>Choose a LoRA from the model folders</source>
        <translation>从模型文件夹中选择 LoRA</translation>
    </message>
    <message>
        <source>No other LoRAs in the model folders</source>
        <translation>模型文件夹中没有其他 LoRA</translation>
    </message>
    <message>
        <source>Model manager…</source>
        <translation>模型管理器…</translation>
    </message>
</context>
<context>
    <name>koma::ui::LoraRow</name>
    <message>
        <source>Weight</source>
        <extracomment>how strongly a LoRA works</extracomment>
        <translation>权重</translation>
    </message>
    <message>
        <source>1 is as it was made, less is gentler, below 0 works against it. −4 to 4 can be typed.</source>
        <translation>1 为原本效果，越小越弱，低于 0 则相反。可输入 −4 到 4。</translation>
    </message>
    <message>
        <source>Move %1 up</source>
        <translation>上移%1</translation>
    </message>
    <message>
        <source>Move %1 down</source>
        <translation>下移%1</translation>
    </message>
    <message>
        <source>Draw without %1</source>
        <translation>绘制时不用%1</translation>
    </message>
</context>
<context>
    <name>koma::ui::MainWindow</name>
    <message>
        <source>Panel</source>
        <translation>分格</translation>
    </message>
    <message>
        <source>Cast</source>
        <translation>角色表</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Takes</source>
        <translation>候选图</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Select a panel first: click it, or press Ctrl+Tab.</source>
        <translation>请先选择分格：单击它，或按 Ctrl+Tab。</translation>
    </message>
    <message>
        <source>Assistant</source>
        <translation>助手</translation>
    </message>
</context>
<context>
    <name>koma::ui::MarkedPicture</name>
    <message>
        <source>The picture with the part that is to be drawn anew</source>
        <translation>标出要重绘部分的图片</translation>
    </message>
    <message>
        <source>The picture with marks: %1</source>
        <translation>带标记的图片：%1</translation>
    </message>
</context>
<context>
    <name>koma::ui::MaskTool</name>
    <message>
        <source>This panel&apos;s mask is still being read. Try again in a moment.</source>
        <translation>正在读取此分格的蒙版。请稍后再试。</translation>
    </message>
    <message>
        <source>What is tinted will be drawn anew. Esc takes the stroke back.</source>
        <translation>着色的区域将重新绘制。Esc：撤销这一笔。</translation>
    </message>
    <message>
        <source>This panel has no picture yet. Draw it first; the mask then shows what is to be drawn anew.</source>
        <translation>此分格还没有画面。请先绘制；之后蒙版会标出要重画的部分。</translation>
    </message>
    <message>
        <source>Erase the mask. E goes back to the brush, [ and ] change its size (%1).</source>
        <translation>擦除蒙版。按 E 回到画笔，[ 和 ] 改变大小（%1）。</translation>
    </message>
    <message>
        <source>Draw around what is to be drawn anew. Alt or the right button erases, B changes to the rectangle.</source>
        <translation>圈出要重画的部分。按 Alt 或用右键擦除，按 B 切换为矩形。</translation>
    </message>
    <message>
        <source>Draw a rectangle over what is to be drawn anew. Alt or the right button erases, B goes back to the brush.</source>
        <translation>用矩形框住要重画的部分。按 Alt 或用右键擦除，按 B 回到画笔。</translation>
    </message>
    <message>
        <source>Paint what is to be drawn anew. [ and ] change the brush (%1), Alt, E or the right button erases, Delete clears, B changes to the lasso.</source>
        <translation>涂抹要重画的部分。[ 和 ] 改变画笔大小（%1），按 Alt、E 或用右键擦除，Delete 清除，按 B 切换为套索。</translation>
    </message>
</context>
<context>
    <name>koma::ui::MemoryLine</name>
    <message>
        <source>Needs about %1 of %2 free memory.</source>
        <extracomment>before drawing: %1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>约需 %1，可用内存 %2。</translation>
    </message>
    <message>
        <source>Draw at %1 % of the size</source>
        <extracomment>buttons that make a picture need less memory; %1 a number of percent</extracomment>
        <translation>以 %1% 大小绘制</translation>
    </message>
    <message>
        <source>Decode in tiles</source>
        <translation>分块解码</translation>
    </message>
    <message>
        <source>Load stage by stage</source>
        <extracomment>parts of the model are loaded when their turn comes</extracomment>
        <translation>分阶段加载</translation>
    </message>
    <message>
        <source>Half precision</source>
        <extracomment>numbers of 16 instead of 32 bits</extracomment>
        <translation>半精度</translation>
    </message>
    <message>
        <source>Takes less memory</source>
        <translation>占用更少内存</translation>
    </message>
    <message>
        <source>Needs about %1, but only %2 is free.</source>
        <extracomment>before drawing: %1 and %2 are amounts of memory as &quot;6.1 GB&quot;</extracomment>
        <translation>约需 %1，但可用内存只有 %2。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelCard</name>
    <message>
        <source>Loaded</source>
        <translation>已加载</translation>
    </message>
    <message>
        <source>Cannot be used: %1</source>
        <extracomment>%1 is the reason in the engine&apos;s words</extracomment>
        <translation>不可用：%1</translation>
    </message>
    <message>
        <source>Pictures of about %1 × %1 px</source>
        <translation>图片约 %1 × %1 px</translation>
    </message>
    <message>
        <source>%1. %2</source>
        <extracomment>%1 a family of models as &quot;sdxl&quot;, %2 the size of its pictures</extracomment>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelDetails</name>
    <message>
        <source>Compute hash</source>
        <translation>计算哈希</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Stop reading the file</source>
        <translation>停止读取文件</translation>
    </message>
    <message>
        <source>How much of the file has been read</source>
        <translation>已读取的比例</translation>
    </message>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Kind: %1
Family: %2
Size: %3
%4</source>
        <extracomment>%1 kind, %2 family, %3 size, %4 path of a model, each in a line of its own</extracomment>
        <translation>类型：%1
系列：%2
大小：%3
%4</translation>
    </message>
    <message>
        <source>Reading the file…</source>
        <translation>正在读取文件…</translation>
    </message>
    <message>
        <source>Hash: %1</source>
        <extracomment>%1 a long hexadecimal number</extracomment>
        <translation>哈希：%1</translation>
    </message>
    <message>
        <source>Reads the file to give it a name that recipes record</source>
        <translation>读取文件，得出配方中记录的标识</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelDock</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Open folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值精度</translation>
    </message>
    <message>
        <source>Threads</source>
        <translation>线程</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>What the whole program takes now.</source>
        <translation>整个程序当前占用的内存。</translation>
    </message>
    <message>
        <source>How exactly the model counts; shorter numbers are faster and take less memory.</source>
        <translation>模型计算的精度；精度越低，速度越快，占用内存越少。</translation>
    </message>
    <message>
        <source>Models that were found</source>
        <translation>已找到的模型</translation>
    </message>
    <message>
        <source>Other models</source>
        <translation>其他模型</translation>
    </message>
    <message>
        <source>Looks for models that were added or removed.</source>
        <translation>查找新增或移除的模型。</translation>
    </message>
    <message>
        <source>not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Nothing is loaded yet. The model is read when the first panel is drawn.</source>
        <translation>尚未加载。绘制第一个分格时才会读取模型。</translation>
    </message>
    <message>
        <source>Still looking for models…</source>
        <translation>正在查找模型…</translation>
    </message>
    <message>
        <source>Model manager…</source>
        <translation>模型管理器…</translation>
    </message>
    <message>
        <source>Model of the work</source>
        <translation>作品的模型</translation>
    </message>
    <message>
        <source>LoRAs that are added here take part in every panel.</source>
        <translation>在此添加的 LoRA 用于每个分格。</translation>
    </message>
    <message>
        <source>This work</source>
        <translation>此作品</translation>
    </message>
    <message>
        <source>Panels are drawn with it unless they choose another one.</source>
        <translation>除非分格另选模型，否则用它绘制。</translation>
    </message>
    <message numerus="yes">
        <source>%n panel(s) have a model of their own.</source>
        <translation>
            <numerusform>%n 个分格使用自己的模型。</numerusform>
        </translation>
    </message>
    <message>
        <source>Folders, and everything that lies in them</source>
        <translation>文件夹及其中的所有模型</translation>
    </message>
    <message>
        <source>Komawari never downloads a model by itself.</source>
        <translation>Komawari 绝不会自行下载模型。</translation>
    </message>
    <message>
        <source>Put a model’s file or folder into %1, then look again, or add a folder of your own in the model manager. Komawari never downloads a model by itself.</source>
        <translation>将模型文件或文件夹放入 %1 后重新查找，或在模型管理器中添加自己的文件夹。Komawari 绝不会自行下载模型。</translation>
    </message>
    <message>
        <source>Draw them with this one, too</source>
        <extracomment>panels that chose another model are drawn with the work&apos;s again</extracomment>
        <translation>也用此模型绘制它们</translation>
    </message>
    <message>
        <source>Panels forget the models that they chose</source>
        <translation>分格取消各自所选的模型</translation>
    </message>
    <message>
        <source>Draw all panels with the work’s model</source>
        <translation>所有分格使用作品的模型</translation>
    </message>
    <message>
        <source>Language agent</source>
        <translation>语言智能体</translation>
    </message>
    <message>
        <source>Takes part in every panel that does not say otherwise.</source>
        <translation>用于所有未另行设置的分格。</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelFolders</name>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Model folders</source>
        <translation>模型文件夹</translation>
    </message>
    <message>
        <source>A folder that holds models; dropping one here does the same</source>
        <translation>存放模型的文件夹；拖到这里效果相同</translation>
    </message>
    <message>
        <source>Looks into this folder no more; its files stay</source>
        <translation>不再查找此文件夹；其中的文件保留</translation>
    </message>
    <message>
        <source>In the file manager</source>
        <translation>在文件管理器中打开</translation>
    </message>
    <message>
        <source>Looks for models that were added or removed (%1)</source>
        <translation>查找新增或移除的模型（%1）</translation>
    </message>
    <message>
        <source>%1 – one of Komawari’s own folders</source>
        <translation>%1 – Komawari 自己的文件夹</translation>
    </message>
    <message>
        <source>Add a folder with models</source>
        <translation>添加模型文件夹</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelList</name>
    <message>
        <source>Not known</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>Ready</source>
        <translation>可用</translation>
    </message>
    <message>
        <source>Cannot be used</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Name</source>
        <extracomment>a column of the list of models</extracomment>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelWords</name>
    <message>
        <source>Subject adapter</source>
        <extracomment>MS-Diffusion&apos;s: puts several subjects with pictures into one picture</extracomment>
        <translation>主体适配器</translation>
    </message>
    <message>
        <source>Puts several subjects from reference pictures into one picture</source>
        <translation>把参考图片中的多个主体放进一幅画里</translation>
    </message>
    <message>
        <source>Needs an image encoder %1 wide, which a request names with it</source>
        <translation>需要在请求中一并指定宽度为 %1 的图像编码器</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>ControlNet</source>
        <translation>ControlNet</translation>
    </message>
    <message>
        <source>VAE</source>
        <translation>VAE</translation>
    </message>
    <message>
        <source>Tiny autoencoder</source>
        <translation>微型自编码器</translation>
    </message>
    <message>
        <source>Embedding</source>
        <extracomment>a textual inversion: a learned word</extracomment>
        <translation>嵌入词</translation>
    </message>
    <message>
        <source>Checkpoint</source>
        <extracomment>a complete model that draws</extracomment>
        <translation>检查点</translation>
    </message>
    <message>
        <source>Adds a style or a person to a model of its family</source>
        <translation>为同系列模型添加风格或人物</translation>
    </message>
    <message>
        <source>Lets a sketch, pose, depth or edge picture lead the drawing</source>
        <translation>用草图、姿势、深度或边缘图引导绘制</translation>
    </message>
    <message>
        <source>Turns what a model of its family has drawn into pixels</source>
        <translation>将同系列模型的结果转换为像素</translation>
    </message>
    <message>
        <source>Makes sharper previews while a picture is drawn</source>
        <translation>让绘制中的预览更清晰</translation>
    </message>
    <message>
        <source>Teaches a model of its family a new word</source>
        <translation>教同系列模型一个新词</translation>
    </message>
    <message>
        <source>Draws characters from reference pictures</source>
        <translation>可根据参考图绘制角色</translation>
    </message>
    <message>
        <source>Takes no reference pictures of characters</source>
        <translation>不支持角色参考图</translation>
    </message>
    <message>
        <source>Leaves room for balloons</source>
        <translation>会为对话框留出空间</translation>
    </message>
    <message>
        <source>Leaves no room for balloons</source>
        <translation>不会为对话框留出空间</translation>
    </message>
    <message>
        <source>Takes expression, pose, facing and shot as choices</source>
        <translation>可直接选择表情、姿势、朝向和景别</translation>
    </message>
    <message>
        <source>Takes expression, pose and shot from the prompt only</source>
        <translation>仅从提示词读取表情、姿势和景别</translation>
    </message>
    <message>
        <source>Takes a negative prompt</source>
        <translation>支持反向提示词</translation>
    </message>
    <message>
        <source>Takes no negative prompt</source>
        <translation>不支持反向提示词</translation>
    </message>
    <message>
        <source>Lets you choose the sampler</source>
        <translation>可选择采样器</translation>
    </message>
    <message>
        <source>Has one sampler of its own</source>
        <translation>只有自己的采样器</translation>
    </message>
    <message>
        <source>Takes LoRAs of its family</source>
        <translation>可使用同系列的 LoRA</translation>
    </message>
    <message>
        <source>Takes no LoRAs</source>
        <translation>不使用 LoRA</translation>
    </message>
    <message>
        <source>Cannot repaint a part of a picture</source>
        <translation>不能重画画面的局部</translation>
    </message>
    <message>
        <source>Made for repainting parts of a picture</source>
        <translation>专为局部重画而做</translation>
    </message>
    <message>
        <source>Repaints parts of a picture</source>
        <translation>可重画画面的局部</translation>
    </message>
    <message>
        <source>“%1” cannot be used: %2</source>
        <extracomment>%1 a model, %2 the reason in the engine&apos;s words</extracomment>
        <translation>无法使用“%1”：%2</translation>
    </message>
    <message>
        <source>Takes no reference pictures of characters.</source>
        <translation>不支持角色参考图。</translation>
    </message>
    <message>
        <source>Leaves no room for balloons.</source>
        <translation>不会为对话框留出空间。</translation>
    </message>
    <message>
        <source>Takes expression, pose and shot from the prompt only.</source>
        <translation>仅从提示词读取表情、姿势和景别。</translation>
    </message>
    <message>
        <source>Takes no negative prompt.</source>
        <translation>不支持反向提示词。</translation>
    </message>
    <message>
        <source>Get the same model as a .safetensors file: that cannot run foreign code.</source>
        <translation>请获取同一模型的 .safetensors 文件：它不会运行外来代码。</translation>
    </message>
    <message>
        <source>Copy the whole folder again, with all its parts, then look again.</source>
        <translation>请重新复制整个文件夹及其所有部分，然后重新查找。</translation>
    </message>
    <message>
        <source>The file is damaged or not complete. Get it again, then look again.</source>
        <translation>文件已损坏或不完整。请重新获取，然后重新查找。</translation>
    </message>
    <message>
        <source>Remove it from the folder or get another version of it, then look again.</source>
        <translation>请将其移出文件夹或获取其他版本，然后重新查找。</translation>
    </message>
    <message>
        <source>“%1” is not in the model folders. Add its folder in the model manager.</source>
        <translation>“%1”不在模型文件夹中。请在模型管理器中添加其文件夹。</translation>
    </message>
    <message>
        <source>“%1” takes no LoRAs. Choose another model to use this.</source>
        <translation>“%1”不使用 LoRA。要使用它，请选择其他模型。</translation>
    </message>
    <message>
        <source>Made for %1; “%2” takes only what was made for it. Choose another model to use it.</source>
        <extracomment>%1 a family of models as &quot;SDXL&quot;, or a model; %2 a model that only takes what was made for itself</extracomment>
        <translation>为 %1 制作；“%2”只使用为它制作的部件。要使用它，请选择其他模型。</translation>
    </message>
    <message>
        <source>Made for %1; “%2” is %3. Choose a model of that family to use it.</source>
        <extracomment>%1 and %3 families of models as &quot;SDXL&quot;, %2 a model</extracomment>
        <translation>为 %1 制作；“%2”是 %3。要使用它，请选择该系列的模型。</translation>
    </message>
    <message numerus="yes">
        <source>Draws up to %n character(s) of a panel from reference pictures</source>
        <translation>
            <numerusform>每个分格最多可根据参考图绘制 %n 个角色</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Leaves room for up to %n balloon(s) in a panel</source>
        <translation>
            <numerusform>每个分格最多为 %n 个对话框留出空间</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n 个角色</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n dialogue box(es)</source>
        <translation>
            <numerusform>%n 个对话框</numerusform>
        </translation>
    </message>
    <message>
        <source>language agent</source>
        <translation>有语言智能体</translation>
    </message>
    <message>
        <source>no language agent</source>
        <translation>无语言智能体</translation>
    </message>
    <message>
        <source>Has a language agent that fits the characters to the prompt</source>
        <translation>有让角色与提示词相符的语言智能体</translation>
    </message>
    <message>
        <source>Has no language agent</source>
        <translation>没有语言智能体</translation>
    </message>
    <message>
        <source>Its language agent cannot be used: %1</source>
        <translation>其语言智能体无法使用：%1</translation>
    </message>
    <message>
        <source>“%1” has no language agent.</source>
        <translation>“%1”没有语言智能体。</translation>
    </message>
    <message>
        <source>The language agent of “%1” cannot be used: %2</source>
        <extracomment>%1 a model, %2 the reason in the engine&apos;s words</extracomment>
        <translation>“%1”的语言智能体无法使用：%2</translation>
    </message>
    <message>
        <source>Seam repair</source>
        <extracomment>DiffRIR: makes the tones of a repainted part fit what is around it</extracomment>
        <translation>接缝修复</translation>
    </message>
    <message>
        <source>Upscaler</source>
        <extracomment>a network that enlarges pictures</extracomment>
        <translation>放大模型</translation>
    </message>
    <message>
        <source>Makes the tones of a repainted part fit what is around it</source>
        <translation>使重绘部分的色调与周围一致</translation>
    </message>
    <message>
        <source>Enlarges pictures for print</source>
        <translation>放大图片以供印刷</translation>
    </message>
    <message>
        <source>Leaves pictures as large as they are</source>
        <translation>不改变图片大小</translation>
    </message>
    <message>
        <source>Makes pictures %1 times as large along each side</source>
        <translation>把图片的边长放大到 %1 倍</translation>
    </message>
</context>
<context>
    <name>koma::ui::ModelsDialog</name>
    <message>
        <source>Model manager</source>
        <translation>模型管理器</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Chosen model</source>
        <translation>所选模型</translation>
    </message>
    <message>
        <source>Search by name, folder or hash</source>
        <translation>按名称、文件夹或哈希搜索</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>All kinds</source>
        <translation>所有类型</translation>
    </message>
    <message>
        <source>Family</source>
        <translation>系列</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>All families</source>
        <translation>所有系列</translation>
    </message>
    <message>
        <source>Looking into the folders…</source>
        <translation>正在查找文件夹…</translation>
    </message>
    <message>
        <source>No models here yet. Add a folder with checkpoints, LoRAs or ControlNets (.safetensors files or diffusers folders), or drop one here. The embedded model mini draws without any.</source>
        <translation>这里还没有模型。添加存放检查点、LoRA 或 ControlNet（.safetensors 文件或 diffusers 文件夹）的文件夹，或拖到这里。没有它们，内置模型 mini 也能绘制。</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message numerus="yes">
        <source>None of the %n model(s) fits. Try another word, kind or family.</source>
        <translation>
            <numerusform>%n 个模型中没有符合的。请换个词、类型或系列。</numerusform>
        </translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>全部显示</translation>
    </message>
    <message numerus="yes">
        <source>%n model(s)</source>
        <translation>
            <numerusform>%n 个模型</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, looking again…</source>
        <extracomment>%1 &quot;12 models&quot;</extracomment>
        <translation>%1，正在重新查找…</translation>
    </message>
    <message numerus="yes">
        <source>%1, %n of them cannot be used</source>
        <translation>
            <numerusform>%1，其中 %n 个不可用</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::NewWorkForm</name>
    <message>
        <source>&amp;Title</source>
        <translation>标题(&amp;I)</translation>
    </message>
    <message>
        <source>&amp;Keep it in</source>
        <translation>保存位置(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Reading direction</source>
        <translation>阅读方向(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Pages</source>
        <translation>页数(&amp;N)</translation>
    </message>
    <message>
        <source>Name of the work</source>
        <translation>作品名称</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Folder that the work is kept in</source>
        <translation>存放作品的文件夹</translation>
    </message>
    <message>
        <source>&amp;Choose…</source>
        <extracomment>A button that opens the dialog for choosing a folder.</extracomment>
        <translation>浏览(&amp;B)…</translation>
    </message>
    <message>
        <source>Right to left</source>
        <translation>从右到左</translation>
    </message>
    <message>
        <source>As in Japan: the spine of the book is on its right</source>
        <translation>日式装订：书脊在右侧</translation>
    </message>
    <message>
        <source>Left to right</source>
        <translation>从左到右</translation>
    </message>
    <message>
        <source>As in Europe, America and China: the spine of the book is on its left</source>
        <translation>中国和欧美装订：书脊在左侧</translation>
    </message>
    <message>
        <source>Number of pages</source>
        <translation>页数</translation>
    </message>
    <message>
        <source>More can be added at any time</source>
        <translation>之后可随时添加</translation>
    </message>
    <message>
        <source>Create &amp;work</source>
        <translation>创建作品(&amp;C)</translation>
    </message>
    <message>
        <source>Untitled</source>
        <translation>未命名</translation>
    </message>
    <message>
        <source>Where should the work be kept?</source>
        <translation>选择作品的保存位置</translation>
    </message>
    <message>
        <source>Give the work a title.</source>
        <translation>请输入作品标题。</translation>
    </message>
    <message>
        <source>Choose a folder to keep it in.</source>
        <translation>请选择保存作品的文件夹。</translation>
    </message>
    <message>
        <source>There is a work of this name already. Choose another title or folder.</source>
        <translation>已有同名作品。请更换标题或文件夹。</translation>
    </message>
</context>
<context>
    <name>koma::ui::NoticeBar</name>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
</context>
<context>
    <name>koma::ui::NoticeCard</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Dismiss (Esc)</source>
        <extracomment>Makes a message go away.</extracomment>
        <translation>关闭 (Esc)</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>koma::ui::ObjectsDock</name>
    <message>
        <source>Everything you draw on the pages is listed here: panels, people, balloons.</source>
        <translation>页面上的所有对象都列在这里：分格、角色、对话框。</translation>
    </message>
    <message>
        <source>Objects</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Show on the page</source>
        <translation>在页面上显示</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>重命名</translation>
    </message>
    <message>
        <source>Hide or show</source>
        <translation>隐藏/显示</translation>
    </message>
    <message>
        <source>Lock or unlock</source>
        <translation>锁定/解锁</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Bring forward</source>
        <translation>上移一层</translation>
    </message>
    <message>
        <source>Send backward</source>
        <translation>下移一层</translation>
    </message>
    <message>
        <source>Bring to front</source>
        <translation>置于顶层</translation>
    </message>
    <message>
        <source>Send to back</source>
        <translation>置于底层</translation>
    </message>
</context>
<context>
    <name>koma::ui::ObjectsModel</name>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message>
        <source>Hidden: click to show (H)</source>
        <translation>已隐藏：单击显示 (H)</translation>
    </message>
    <message>
        <source>Shown: click to hide (H)</source>
        <translation>已显示：单击隐藏 (H)</translation>
    </message>
    <message>
        <source>Locked: click to unlock (L)</source>
        <translation>已锁定：单击解锁 (L)</translation>
    </message>
    <message>
        <source>Free: click to lock (L)</source>
        <translation>未锁定：单击锁定 (L)</translation>
    </message>
</context>
<context>
    <name>koma::ui::PageSetupDialog</name>
    <message>
        <source>Page setup</source>
        <translation>页面设置</translation>
    </message>
    <message>
        <source>&amp;Cancel</source>
        <translation>取消(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Apply</source>
        <translation>应用(&amp;A)</translation>
    </message>
    <message>
        <source>Own size</source>
        <translation>自定义</translation>
    </message>
    <message>
        <source>&amp;Paper</source>
        <translation>纸张(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Trim</source>
        <translation>成品尺寸(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Bleed</source>
        <translation>出血(&amp;B)</translation>
    </message>
    <message>
        <source>&amp;Inner frame</source>
        <translation>基本框(&amp;I)</translation>
    </message>
    <message>
        <source>From left and &amp;top</source>
        <extracomment>Distance of the inner frame from the left and the upper edge.</extracomment>
        <translation>距左侧和顶部(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Safe margin</source>
        <translation>安全边距(&amp;S)</translation>
    </message>
    <message>
        <source>Width of the finished page</source>
        <translation>成品页面的宽度</translation>
    </message>
    <message>
        <source>Height of the finished page</source>
        <translation>成品页面的高度</translation>
    </message>
    <message>
        <source>Paper beyond the trim that is cut away; pictures at the edge must fill it</source>
        <translation>裁切线外将被裁掉的部分；靠边的图片必须铺满出血</translation>
    </message>
    <message>
        <source>Text stays this far inside the trim</source>
        <translation>文字与裁切线之间保持的距离</translation>
    </message>
    <message>
        <source>Width of the area where panels usually lie</source>
        <translation>通常放置分格的区域的宽度</translation>
    </message>
    <message>
        <source>Height of the area where panels usually lie</source>
        <translation>通常放置分格的区域的高度</translation>
    </message>
    <message>
        <source>Inner frame from the left edge</source>
        <translation>基本框到左边缘的距离</translation>
    </message>
    <message>
        <source>Inner frame from the upper edge</source>
        <translation>基本框到上边缘的距离</translation>
    </message>
    <message>
        <source> mm</source>
        <extracomment>Millimetres, after a number.</extracomment>
        <translation> mm</translation>
    </message>
    <message>
        <source>For this page</source>
        <translation>仅此页</translation>
    </message>
    <message>
        <source>For all pages of the work</source>
        <translation>作品的所有页面</translation>
    </message>
    <message>
        <source>For new pages only</source>
        <translation>仅新页面</translation>
    </message>
    <message>
        <source>The inner frame leaves the paper. Make it smaller or move it.</source>
        <translation>基本框超出纸张。请缩小或移动它。</translation>
    </message>
    <message>
        <source>The safe margin leaves no room for text. Make it smaller.</source>
        <translation>安全边距过大，没有放文字的空间。请减小。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PageSketch</name>
    <message>
        <source>%1 panels, %2 balloons</source>
        <translation>%1 个分格，%2 个对话框</translation>
    </message>
</context>
<context>
    <name>koma::ui::PageView</name>
    <message>
        <source>mm</source>
        <translation>mm</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Stop drawing this panel</source>
        <translation>停止绘制此分格</translation>
    </message>
    <message>
        <source>This work has no page. Add one in the strip of pages.</source>
        <translation>作品没有页面。请在页面栏中添加。</translation>
    </message>
    <message>
        <source>An empty page</source>
        <translation>空白页面</translation>
    </message>
    <message>
        <source>Drag with the panel tool to draw its first frame, or choose a page template.</source>
        <translation>用分格工具拖动绘制第一个边框，或选择页面模板。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PagesDock</name>
    <message>
        <source>A work without pages. Add the first one.</source>
        <translation>作品没有页面。请添加第一页。</translation>
    </message>
    <message>
        <source>Page template</source>
        <translation>页面模板</translation>
    </message>
    <message>
        <source>Add page</source>
        <translation>添加页面</translation>
    </message>
    <message>
        <source>Add a page (Ctrl+Alt+N)</source>
        <translation>添加页面 (Ctrl+Alt+N)</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Add a page after this one (Ctrl+Alt+N)</source>
        <translation>在此页之后添加页面 (Ctrl+Alt+N)</translation>
    </message>
    <message>
        <source>Duplicate page</source>
        <translation>复制页面</translation>
    </message>
    <message>
        <source>Duplicate this page (Ctrl+D)</source>
        <translation>复制此页 (Ctrl+D)</translation>
    </message>
    <message>
        <source>Give an empty page panels (Ctrl+T)</source>
        <translation>为空白页面套用分格模板 (Ctrl+T)</translation>
    </message>
    <message>
        <source>Delete page</source>
        <translation>删除页面</translation>
    </message>
    <message>
        <source>Delete this page (Del)</source>
        <translation>删除此页 (Del)</translation>
    </message>
    <message>
        <source>Work on this page</source>
        <translation>编辑此页</translation>
    </message>
    <message>
        <source>Page to the left</source>
        <translation>左侧页面</translation>
    </message>
    <message>
        <source>Page to the right</source>
        <translation>右侧页面</translation>
    </message>
    <message>
        <source>Next page</source>
        <translation>下一页</translation>
    </message>
    <message>
        <source>Previous page</source>
        <translation>上一页</translation>
    </message>
    <message>
        <source>Move left</source>
        <translation>左移</translation>
    </message>
    <message>
        <source>Move right</source>
        <translation>右移</translation>
    </message>
</context>
<context>
    <name>koma::ui::PagesModel</name>
    <message>
        <source>Page %1</source>
        <translation>第 %1 页</translation>
    </message>
    <message numerus="yes">
        <source>Page %1, %n panel(s)</source>
        <translation>
            <numerusform>第 %1 页，%n 个分格</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::PanelDock</name>
    <message>
        <source>Panel</source>
        <translation>分格</translation>
    </message>
    <message>
        <source>This model takes the shot from the prompt only.</source>
        <translation>此模型仅从提示词读取景别。</translation>
    </message>
    <message>
        <source>This model takes no negative prompt.</source>
        <translation>此模型不支持反向提示词。</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>Who is here</source>
        <translation>出场角色</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>景别</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>What happens here: who does what, where, in which mood.</source>
        <translation>这里发生了什么：谁在哪里做什么，气氛如何。</translation>
    </message>
    <message>
        <source>What happens in this panel. %1 draws it.</source>
        <translation>此分格的内容。按 %1 绘制。</translation>
    </message>
    <message>
        <source>What must not be in the picture.</source>
        <translation>画面中不应出现的内容。</translation>
    </message>
    <message>
        <source>The negative prompt: what the model keeps away from.</source>
        <translation>反向提示词：模型会避开的内容。</translation>
    </message>
    <message>
        <source>How it is drawn</source>
        <translation>绘制设置</translation>
    </message>
    <message>
        <source>Select a panel on the page to say what happens in it.</source>
        <translation>在页面上选择一个分格，描述其中的内容。</translation>
    </message>
    <message>
        <source>This page has no panels yet. Draw one with the panel tool, then say here what happens in it.</source>
        <translation>此页还没有分格。请用分格工具绘制，然后在这里描述其中的内容。</translation>
    </message>
    <message>
        <source>Select the first panel</source>
        <translation>选择第一个分格</translation>
    </message>
    <message>
        <source>How much of the people is seen.</source>
        <translation>人物在画面中的取景范围。</translation>
    </message>
    <message>
        <source>Who is here (%1)</source>
        <translation>出场角色 (%1)</translation>
    </message>
    <message>
        <source>%1 × %2 px for a panel of %3 × %4 mm</source>
        <translation>分格 %3 × %4 mm，图片 %1 × %2 px</translation>
    </message>
    <message>
        <source>Regions</source>
        <translation>区域</translation>
    </message>
    <message>
        <source>Regions (%1)</source>
        <translation>区域（%1）</translation>
    </message>
</context>
<context>
    <name>koma::ui::PanelParts</name>
    <message>
        <source>Repaint a part</source>
        <extracomment>draw a masked part of a picture anew</extracomment>
        <translation>局部重画</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Control pictures</source>
        <translation>控制图</translation>
    </message>
    <message>
        <source>None in this panel. A LoRA adds a style or a person to the model.</source>
        <translation>此分格没有。LoRA 为模型添加风格或人物。</translation>
    </message>
    <message>
        <source>LoRAs (%1)</source>
        <translation>LoRA（%1）</translation>
    </message>
    <message>
        <source>Control pictures (%1)</source>
        <translation>控制图（%1）</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a LoRA and its weight</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>The whole work is drawn with %1.</source>
        <translation>整部作品使用%1绘制。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PanelTool</name>
    <message>
        <source>A panel is at least %1 wide and high. Draw it larger.</source>
        <translation>分格的宽和高至少为 %1。请画大一些。</translation>
    </message>
    <message>
        <source>A panel is at least %1 wide and high, and its edges do not cross. Nothing was added.</source>
        <translation>分格的宽和高至少为 %1，且边不能交叉。未添加分格。</translation>
    </message>
    <message>
        <source>Select a panel first: the new one takes half of it.</source>
        <translation>请先选择一个分格，新分格将占用它的一半。</translation>
    </message>
    <message>
        <source>The selected panel is too small to be halved.</source>
        <translation>所选分格太小，无法对半分割。</translation>
    </message>
    <message>
        <source>Click the next corner. Enter closes the panel, Backspace takes a corner back.</source>
        <translation>单击下一个角点。回车：闭合分格；退格：撤销一个角点。</translation>
    </message>
    <message>
        <source>Click the corners of a panel. The key 1 goes back to rectangles.</source>
        <translation>依次单击分格的角点。按 1 切换回矩形。</translation>
    </message>
    <message>
        <source>Shift makes a square, Alt draws from the centre, Space moves it, Ctrl does not snap.</source>
        <translation>Shift：正方形；Alt：从中心绘制；空格：移动；Ctrl：不吸附。</translation>
    </message>
    <message>
        <source>Drag a panel. The key 1 draws polygons, Enter adds a panel without the pointer.</source>
        <translation>拖动绘制分格。按 1 切换到多边形，按回车直接添加分格。</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
</context>
<context>
    <name>koma::ui::PaperPreview</name>
    <message>
        <source>Bleed, %1 mm</source>
        <translation>出血 %1 mm</translation>
    </message>
    <message>
        <source>Trim</source>
        <translation>裁切线</translation>
    </message>
    <message>
        <source>Inner frame</source>
        <translation>基本框</translation>
    </message>
    <message>
        <source>Safe margin, %1 mm</source>
        <translation>安全边距 %1 mm</translation>
    </message>
    <message>
        <source>%1 mm</source>
        <translation>%1 mm</translation>
    </message>
</context>
<context>
    <name>koma::ui::PeopleList</name>
    <message>
        <source>Nobody yet. Drag a card from the cast onto the panel, or draw a box with the character tool.</source>
        <translation>还没有角色。从角色表将卡片拖到分格上，或用角色框工具绘制。</translation>
    </message>
    <message>
        <source>Take character out</source>
        <translation>移出角色</translation>
    </message>
</context>
<context>
    <name>koma::ui::PictureExtender</name>
    <message>
        <source>The file cannot be read: %1</source>
        <translation>无法读取文件：%1</translation>
    </message>
    <message>
        <source>The picture could not be extended.</source>
        <translation>无法扩展画面。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PictureIntake</name>
    <message>
        <source>The pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message>
        <source>“%1”</source>
        <translation>“%1”</translation>
    </message>
    <message>
        <source>%1 could not be taken in as a picture.</source>
        <translation>无法导入%1。</translation>
    </message>
    <message>
        <source>%1 is no picture that can be read. Use a PNG or JPEG file.</source>
        <translation>%1不是可读取的图片。请使用 PNG 或 JPEG 文件。</translation>
    </message>
    <message>
        <source>%1 is not there any more.</source>
        <translation>%1已不存在。</translation>
    </message>
    <message>
        <source>%1 may not be read. Check its permissions.</source>
        <translation>没有读取%1的权限。请检查文件权限。</translation>
    </message>
    <message>
        <source>%1 does not fit on the disk any more. Free some space and try again.</source>
        <translation>磁盘空间不足，无法存入%1。请释放空间后重试。</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard. Copy one first.</source>
        <translation>剪贴板中没有图片。请先复制图片。</translation>
    </message>
    <message>
        <source>Choose pictures</source>
        <translation>选择图片</translation>
    </message>
    <message>
        <source>Pictures (*.png *.jpg *.jpeg)</source>
        <translation>图片 (*.png *.jpg *.jpeg)</translation>
    </message>
    <message>
        <source>%1 is no PNG or JPEG picture, or it is larger than 100 megapixels.</source>
        <translation>%1不是 PNG 或 JPEG 图片，或超过 1 亿像素。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PlanDialog</name>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>&amp;Plan</source>
        <translation>规划(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Accept</source>
        <translation>采用(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Discard</source>
        <translation>放弃(&amp;D)</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 a task such as &quot;Plan page&quot;, %2 what it is about</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>What the model writes</source>
        <translation>模型写出的内容</translation>
    </message>
    <message>
        <source>Your words</source>
        <translation>你的描述</translation>
    </message>
    <message>
        <source>As the planner likes</source>
        <translation>由规划者决定</translation>
    </message>
    <message>
        <source>Panels</source>
        <translation>分格数</translation>
    </message>
    <message>
        <source>Into</source>
        <translation>译为</translation>
    </message>
    <message>
        <source>Language &amp;models…</source>
        <translation>语言模型(&amp;M)…</translation>
    </message>
    <message>
        <source>Which servers are asked, and their keys</source>
        <translation>向哪些服务器提问，以及它们的密钥</translation>
    </message>
    <message>
        <source>Planned by</source>
        <translation>规划方式</translation>
    </message>
    <message>
        <source>Takes it over; one undo puts everything back</source>
        <translation>采用；撤销一次即可全部还原</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>Asked once more: %1</source>
        <translation>再次询问：%1</translation>
    </message>
    <message>
        <source>Stopped. Nothing has changed.</source>
        <translation>已停止。没有任何改动。</translation>
    </message>
    <message>
        <source>What you write goes to a server elsewhere.</source>
        <translation>你写的内容会发送到别处的服务器。</translation>
    </message>
    <message>
        <source>By rule, without a language model</source>
        <translation>按规则，不用语言模型</translation>
    </message>
    <message>
        <source>No language model is set up</source>
        <translation>尚未设置语言模型</translation>
    </message>
    <message>
        <source>This needs a language model. Set one up under Language models; local ones are found by themselves.</source>
        <translation>这需要语言模型。请在“语言模型”中设置；本机的会自动找到。</translation>
    </message>
    <message>
        <source>The plan changes nothing.</source>
        <translation>此规划不改变任何内容。</translation>
    </message>
    <message>
        <source>The plan does not fit the work: %1</source>
        <translation>规划与作品不符：%1</translation>
    </message>
    <message>
        <source>The work has changed, and the plan does not fit any more: %1</source>
        <translation>作品已改变，规划不再适用：%1</translation>
    </message>
    <message>
        <source>Plan &amp;again</source>
        <translation>重新规划(&amp;A)</translation>
    </message>
</context>
<context>
    <name>koma::ui::PlanWords</name>
    <message>
        <source>Plan page</source>
        <translation>规划页面</translation>
    </message>
    <message>
        <source>Plan panel</source>
        <translation>规划分格</translation>
    </message>
    <message>
        <source>Refine prompt</source>
        <translation>润色提示词</translation>
    </message>
    <message>
        <source>Describe character</source>
        <translation>描述角色</translation>
    </message>
    <message>
        <source>Translate dialogue</source>
        <translation>翻译对白</translation>
    </message>
    <message>
        <source>What happens on this page: a sentence, or a piece of the script with what is said. Empty: the work’s script.</source>
        <translation>这一页发生什么：一句话，或包含对白的一段剧本。留空：使用作品的剧本。</translation>
    </message>
    <message>
        <source>What the panel shows. Empty: its prompt is divided among regions.</source>
        <translation>分格画什么。留空：把它的提示词分配到各区域。</translation>
    </message>
    <message>
        <source>What should be different. May stay empty.</source>
        <translation>希望有何不同。可以留空。</translation>
    </message>
    <message>
        <source>Without a language model the page is laid out by rule: templates, the number of lines, and the names of the cast. You see what would change before anything does.</source>
        <translation>没有语言模型时按规则排版：模板、行数和角色名。改动之前你会先看到将要改变什么。</translation>
    </message>
    <message>
        <source>The model looks at the reference pictures and writes a description. You see it before it is taken.</source>
        <translation>模型观看参考图并写出描述。采用前可先查看。</translation>
    </message>
    <message>
        <source>The balloons’ texts are translated. You see every one before it is taken.</source>
        <translation>翻译对话框的文字。采用前可逐条查看。</translation>
    </message>
    <message>
        <source>The model writes a plan. You see what would change before anything does.</source>
        <translation>模型写出规划。改动之前你会先看到将要改变什么。</translation>
    </message>
    <message>
        <source>%1 s</source>
        <translation>%1 秒</translation>
    </message>
    <message>
        <source>about %1 + %2 tokens</source>
        <translation>约 %1 + %2 个词元</translation>
    </message>
    <message>
        <source>%1 + %2 tokens</source>
        <translation>%1 + %2 个词元</translation>
    </message>
    <message>
        <source>, </source>
        <translation>，</translation>
    </message>
    <message>
        <source>, cost %1</source>
        <extracomment>a price in the author&apos;s currency</extracomment>
        <translation>，费用 %1</translation>
    </message>
    <message>
        <source>By rule, without a language model</source>
        <translation>按规则，不用语言模型</translation>
    </message>
    <message>
        <source>Check the address under Language models and that the server runs.</source>
        <translation>请在“语言模型”中检查地址，并确认服务器正在运行。</translation>
    </message>
    <message>
        <source>The server has too much to do. Try again in a while.</source>
        <translation>服务器太忙。请稍后再试。</translation>
    </message>
    <message>
        <source>Choose another language model.</source>
        <translation>请选择另一个语言模型。</translation>
    </message>
    <message>
        <source>Nothing has changed; you can try again.</source>
        <translation>没有任何改动；可以重试。</translation>
    </message>
</context>
<context>
    <name>koma::ui::PreferencesDialog</name>
    <message>
        <source> mm</source>
        <extracomment>Millimetres, after a number.</extracomment>
        <translation> mm</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>首选项</translation>
    </message>
    <message>
        <source>&amp;Close</source>
        <extracomment>Closes a window.</extracomment>
        <translation>关闭(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Reset all</source>
        <translation>全部重置(&amp;R)</translation>
    </message>
    <message>
        <source>Everything as in a new installation</source>
        <translation>恢复到刚安装时的设置</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>外观</translation>
    </message>
    <message>
        <source>As the system</source>
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
        <source>Colours</source>
        <translation>配色</translation>
    </message>
    <message>
        <source>The page itself is always white: it is paper.</source>
        <translation>页面本身始终为白色，因为它是纸。</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Drawing</source>
        <translation>绘制</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>Processor (CPU)</source>
        <translation>处理器 (CPU)</translation>
    </message>
    <message>
        <source>Graphics card (CUDA)</source>
        <translation>显卡 (CUDA)</translation>
    </message>
    <message>
        <source>Draw on</source>
        <translation>绘制设备</translation>
    </message>
    <message>
        <source>Automatic takes the graphics card when there is one. Holds from the next start of the program.</source>
        <translation>“自动”会在有显卡时使用显卡。重启程序后生效。</translation>
    </message>
    <message>
        <source> threads</source>
        <extracomment>Processor threads, after a number.</extracomment>
        <translation> 线程</translation>
    </message>
    <message>
        <source>Processor use</source>
        <translation>处理器占用</translation>
    </message>
    <message>
        <source>Fewer threads leave more of the machine to other programs. Holds from the next start of the program.</source>
        <translation>线程越少，留给其他程序的资源越多。重启程序后生效。</translation>
    </message>
    <message>
        <source>Put the first picture on the page</source>
        <translation>将第一张图片放到页面上</translation>
    </message>
    <message>
        <source>A finished picture appears in a panel that has none. Later ones wait among the takes until you accept them.</source>
        <translation>完成的图片会显示在尚无图片的分格中。之后的图片留在候选图中，等待采用。</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>页面</translation>
    </message>
    <message>
        <source>Gutter between rows</source>
        <translation>上下分格间距</translation>
    </message>
    <message>
        <source>What the knife leaves when it cuts across the page.</source>
        <translation>分割刀横向分割时留出的间距。</translation>
    </message>
    <message>
        <source>Gutter between columns</source>
        <translation>左右分格间距</translation>
    </message>
    <message>
        <source>What the knife leaves when it cuts down the page. A narrower one keeps the eye on its row.</source>
        <translation>分割刀纵向分割时留出的间距。较窄时视线更容易沿横排移动。</translation>
    </message>
    <message>
        <source>Snap to gutters, guides and edges</source>
        <translation>吸附到分格间距、参考线和边缘</translation>
    </message>
    <message>
        <source>Hold Ctrl while you drag to do without it once.</source>
        <translation>拖动时按住 Ctrl 可暂时停用吸附。</translation>
    </message>
    <message>
        <source>Memory and safety</source>
        <translation>内存与安全</translation>
    </message>
    <message>
        <source> MiB</source>
        <extracomment>Megabytes (of 1,048,576 bytes), after a number.</extracomment>
        <translation> MiB</translation>
    </message>
    <message>
        <source>Memory for pictures</source>
        <translation>图片缓存</translation>
    </message>
    <message>
        <source>Pictures beyond it are read from the disk again when you look at them. Models need theirs besides.</source>
        <translation>超出部分的图片在查看时重新从磁盘读取。模型所需内存另计。</translation>
    </message>
    <message>
        <source>Your work saves itself: every change is on the disk within a second, every finished picture before you see it. There is nothing to set, and no Save to forget.</source>
        <translation>作品会自动保存：每次更改都在一秒内写入磁盘，完成的图片在显示之前就已存好。无需设置，也不必担心忘记保存。</translation>
    </message>
    <message>
        <source>Of the program, from its next start. What your characters say stays as you wrote it.</source>
        <translation>界面语言，重启程序后生效。角色的台词保持原样。</translation>
    </message>
    <message>
        <source>Off</source>
        <extracomment>how pictures are shown while they are drawn</extracomment>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Fast</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Tiny autoencoder</source>
        <translation>微型自编码器</translation>
    </message>
    <message>
        <source>Previews</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>You see early where a picture is going and can stop it. The tiny autoencoder is sharper and needs a TAESD file in the model folders; without one previews are fast.</source>
        <translation>能及早看到画面走向并停止。微型自编码器更清晰，需要模型文件夹中有 TAESD 文件；没有时用快速预览。</translation>
    </message>
    <message>
        <source>Planning</source>
        <translation>规划</translation>
    </message>
    <message>
        <source>Set up…</source>
        <translation>设置…</translation>
    </message>
    <message>
        <source>Language models</source>
        <translation>语言模型</translation>
    </message>
    <message>
        <source>They plan pages and panels, refine prompts and translate, on this machine or on a server that you name. Without one, pages are planned by rule. Nothing is sent anywhere before you ask for it.</source>
        <translation>它们规划页面和分格、润色提示词并翻译，运行在本机或你指定的服务器上。没有时页面按规则规划。在你要求之前，不会发送任何内容。</translation>
    </message>
</context>
<context>
    <name>koma::ui::QueueDock</name>
    <message>
        <source>Queue</source>
        <translation>队列</translation>
    </message>
    <message>
        <source>Pictures that are drawn and that wait</source>
        <translation>正在绘制和等待中的图片</translation>
    </message>
    <message>
        <source>Pictures that are being drawn, and those that wait, appear here.
Select a panel and press %1.</source>
        <translation>正在绘制和等待中的图片会显示在这里。
选择一个分格并按 %1。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a button&apos;s name and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Draw once more</source>
        <translation>再次绘制</translation>
    </message>
    <message>
        <source>Earlier</source>
        <translation>提前</translation>
    </message>
    <message>
        <source>Later</source>
        <translation>延后</translation>
    </message>
    <message>
        <source>To the other lane; what is in the background gives way</source>
        <translation>移到另一队列；后台任务会让位</translation>
    </message>
    <message>
        <source>Cancel everything</source>
        <translation>全部取消</translation>
    </message>
    <message>
        <source>Nothing to draw</source>
        <translation>没有绘制任务</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) to draw</source>
        <translation>
            <numerusform>%n 张图片待绘制</numerusform>
        </translation>
    </message>
    <message>
        <source>Show panel</source>
        <translation>显示分格</translation>
    </message>
    <message>
        <source>Draw before the background</source>
        <translation>优先于后台绘制</translation>
    </message>
    <message>
        <source>Draw in the background</source>
        <translation>在后台绘制</translation>
    </message>
    <message>
        <source>Clear what has ended</source>
        <translation>清除已结束的任务</translation>
    </message>
</context>
<context>
    <name>koma::ui::RecentDelegate</name>
    <message>
        <source>No longer there</source>
        <translation>已不存在</translation>
    </message>
</context>
<context>
    <name>koma::ui::RecentModel</name>
    <message>
        <source>It is no longer at %1</source>
        <translation>已不在 %1</translation>
    </message>
</context>
<context>
    <name>koma::ui::Recipe</name>
    <message>
        <source>Drawn</source>
        <translation>绘制时间</translation>
    </message>
    <message>
        <source>Prompt</source>
        <translation>提示词</translation>
    </message>
    <message>
        <source>Left out</source>
        <translation>反向提示词</translation>
    </message>
    <message>
        <source>Who is here</source>
        <translation>出场角色</translation>
    </message>
    <message>
        <source>Shot</source>
        <translation>景别</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>Steps</source>
        <translation>步数</translation>
    </message>
    <message>
        <source>Guidance</source>
        <translation>引导强度</translation>
    </message>
    <message>
        <source>%1 ×</source>
        <translation>%1 ×</translation>
    </message>
    <message>
        <source>Sampler</source>
        <translation>采样器</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>尺寸</translation>
    </message>
    <message>
        <source>%1 × %2 px</source>
        <translation>%1 × %2 px</translation>
    </message>
    <message>
        <source>Device</source>
        <extracomment>%1 a device as &quot;cpu&quot;, %2 a number type as &quot;float32&quot;</extracomment>
        <translation>设备</translation>
    </message>
    <message numerus="yes">
        <source>%1, %2, %n thread(s)</source>
        <translation>
            <numerusform>%1，%2，%n 线程</numerusform>
        </translation>
    </message>
    <message>
        <source>Engine</source>
        <translation>引擎</translation>
    </message>
    <message>
        <source>Model’s hash</source>
        <translation>模型哈希值</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>生成配方</translation>
    </message>
    <message>
        <source>It cannot be read; the picture itself is safe.</source>
        <translation>无法读取配方；图片本身完好。</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>a LoRA and its weight</extracomment>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>LoRAs</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>Control pictures</source>
        <translation>控制图</translation>
    </message>
    <message>
        <source>Repainted</source>
        <extracomment>a part of the picture was drawn anew; %1 how strongly</extracomment>
        <translation>局部重画</translation>
    </message>
    <message>
        <source>with a strength of %1 %</source>
        <translation>强度 %1%</translation>
    </message>
    <message>
        <source>Likeness</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>Language agent</source>
        <extracomment>%1 how much the language agent counted, in percent</extracomment>
        <translation>语言智能体</translation>
    </message>
</context>
<context>
    <name>koma::ui::ReferenceModel</name>
    <message>
        <source>Reference %1</source>
        <translation>参考图 %1</translation>
    </message>
    <message>
        <source>Double click to crop, drag into another order, drop a picture to replace it</source>
        <translation>双击裁剪，拖动排序，拖入图片可替换</translation>
    </message>
</context>
<context>
    <name>koma::ui::ReferenceStrip</name>
    <message>
        <source>References</source>
        <translation>参考图</translation>
    </message>
    <message>
        <source>Replace</source>
        <translation>替换</translation>
    </message>
    <message>
        <source>New reference</source>
        <translation>新参考图</translation>
    </message>
    <message>
        <source>Drop pictures here, paste one, or choose a file.</source>
        <translation>将图片拖到这里、粘贴，或选择文件。</translation>
    </message>
</context>
<context>
    <name>koma::ui::RegionList</name>
    <message>
        <source>The whole panel has one prompt. Divide it to say what is seen in each part, or draw boxes with the region tool.</source>
        <translation>整个分格只有一个提示词。可将其划分以说明各部分画什么，或用区域工具画框。</translation>
    </message>
    <message>
        <source>In columns</source>
        <translation>按列</translation>
    </message>
    <message>
        <source>In rows</source>
        <translation>按行</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Base prompt</source>
        <extracomment>how much of the whole panel&apos;s prompt is heard in its regions</extracomment>
        <translation>基础提示词</translation>
    </message>
    <message>
        <source>ControlNets read the regions too</source>
        <translation>ControlNet 也读取区域</translation>
    </message>
    <message>
        <source>The base prompt sums up the picture</source>
        <translation>由基础提示词概括画面</translation>
    </message>
    <message>
        <source>Divide the selected region, or the panel, in columns</source>
        <translation>把所选区域或分格按列划分</translation>
    </message>
    <message>
        <source>Divide the selected region, or the panel, in rows</source>
        <translation>把所选区域或分格按行划分</translation>
    </message>
    <message>
        <source>Remove all regions: the panel has one prompt again</source>
        <translation>删除所有区域：分格重新只有一个提示词</translation>
    </message>
    <message>
        <source>The panel’s prompt. Write another one here, such as “two girls”.</source>
        <translation>分格的提示词。也可在此另写，例如“two girls”。</translation>
    </message>
    <message>
        <source>What the whole panel shows; it is heard beside the regions and, by its share, in them.</source>
        <translation>整个分格的内容；在区域之外起作用，并按占比在区域内起作用。</translation>
    </message>
    <message>
        <source>How much of the base prompt every region hears. 20 to 50 % where the regions show people of one kind.</source>
        <translation>每个区域听取多少基础提示词。各区域画同类人物时用 20 到 50 %。</translation>
    </message>
    <message>
        <source>Otherwise they hear the base prompt alone.</source>
        <translation>否则它们只听取基础提示词。</translation>
    </message>
    <message>
        <source>SDXL has one summary of all words: the base prompt’s, or else the last region’s.</source>
        <translation>SDXL 对全部文字有一个概括：基础提示词的，否则是最后一个区域的。</translation>
    </message>
</context>
<context>
    <name>koma::ui::RegionRow</name>
    <message>
        <source>Region %1</source>
        <translation>区域 %1</translation>
    </message>
    <message>
        <source>Weight</source>
        <extracomment>how much a region&apos;s own prompt counts beside the panel&apos;s</extracomment>
        <translation>权重</translation>
    </message>
    <message>
        <source>Prompt of region %1</source>
        <translation>区域 %1 的提示词</translation>
    </message>
    <message>
        <source>What is seen in this part of the panel.</source>
        <translation>分格这一部分画什么。</translation>
    </message>
    <message>
        <source>How much the region hears its own prompt; the rest is the panel’s.</source>
        <translation>区域听取自己提示词的程度；其余听取分格的。</translation>
    </message>
    <message>
        <source>Remove region %1</source>
        <translation>删除区域 %1</translation>
    </message>
    <message>
        <source>Hidden regions ask nothing of the model.</source>
        <translation>隐藏的区域不会告知模型。</translation>
    </message>
</context>
<context>
    <name>koma::ui::RegionTool</name>
    <message>
        <source>Draw the region inside a panel.</source>
        <translation>请在分格内画区域。</translation>
    </message>
    <message>
        <source>Draw the region larger.</source>
        <translation>请把区域画大一些。</translation>
    </message>
    <message>
        <source>Select a panel first: the region goes into it.</source>
        <translation>请先选择分格：区域会放在其中。</translation>
    </message>
    <message>
        <source>Neighbours go along, Ctrl detaches. Esc puts everything back.</source>
        <translation>相邻区域一起移动，Ctrl 可分离。Esc 全部还原。</translation>
    </message>
    <message>
        <source>Space moves the region, Esc puts nothing.</source>
        <translation>空格移动区域，Esc 取消。</translation>
    </message>
    <message>
        <source>Drag the line between regions. Ctrl detaches it from its neighbours.</source>
        <translation>拖动区域之间的线。Ctrl 可与相邻区域分离。</translation>
    </message>
    <message>
        <source>Enter writes its prompt, Ctrl+Alt+C and Ctrl+Alt+R divide it, Alt+arrows move its line.</source>
        <translation>Enter 写提示词，Ctrl+Alt+C 和 Ctrl+Alt+R 划分，Alt+方向键移动分界线。</translation>
    </message>
    <message>
        <source>Enter writes its prompt, arrows nudge it, Alt+arrows change its size. Drag beside it for another.</source>
        <translation>Enter 写提示词，方向键微移，Alt+方向键改变大小。在旁边拖动可再画一个。</translation>
    </message>
    <message>
        <source>Drag a region in a panel; each has a prompt of its own. Ctrl+Alt+C divides a panel in columns.</source>
        <translation>在分格内拖出区域；每个都有自己的提示词。Ctrl+Alt+C 把分格按列划分。</translation>
    </message>
</context>
<context>
    <name>koma::ui::RepaintForm</name>
    <message>
        <source>Strength</source>
        <extracomment>how much of what is under the mask is drawn anew</extracomment>
        <translation>强度</translation>
    </message>
    <message>
        <source>Surroundings</source>
        <extracomment>how much around the mask the model sees</extracomment>
        <translation>周围</translation>
    </message>
    <message>
        <source>Soft edge</source>
        <translation>柔化边缘</translation>
    </message>
    <message>
        <source>Start from</source>
        <extracomment>what the masked part is filled with before it is drawn anew</extracomment>
        <translation>起始内容</translation>
    </message>
    <message>
        <source>Seam</source>
        <translation>接缝</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <translation>蒙版笔刷</translation>
    </message>
    <message>
        <source>Invert</source>
        <translation>反转</translation>
    </message>
    <message>
        <source>Clear mask</source>
        <translation>清除蒙版</translation>
    </message>
    <message>
        <source>Extend the picture</source>
        <translation>扩展画面</translation>
    </message>
    <message>
        <source>The panel has grown beyond its picture, which is cut to cover it.</source>
        <translation>分格已超出其画面，画面被裁切以填满分格。</translation>
    </message>
    <message>
        <source>Paint what is to be drawn anew (%1)</source>
        <translation>涂出要重画的部分（%1）</translation>
    </message>
    <message>
        <source>Draw anew what is not masked, and keep what is (%1)</source>
        <translation>重画未遮住的部分，保留遮住的部分（%1）</translation>
    </message>
    <message>
        <source>Draw the whole panel again (%1)</source>
        <translation>重新绘制整个分格（%1）</translation>
    </message>
    <message>
        <source>Keeps the whole picture and draws what the frame shows beyond it</source>
        <translation>保留整个画面，画出边框内超出的部分</translation>
    </message>
    <message>
        <source>100 % keeps nothing under the mask; less follows what was there.</source>
        <translation>100% 时蒙版下不保留任何内容；越小越接近原画面。</translation>
    </message>
    <message>
        <source>Automatic</source>
        <translation>自动</translation>
    </message>
    <message>
        <source>How far around the mask the model looks.</source>
        <translation>模型看蒙版周围多大范围。</translation>
    </message>
    <message>
        <source>Over which distance new and old run into each other.</source>
        <translation>新旧画面过渡的距离。</translation>
    </message>
    <message>
        <source>What the masked part is filled with before it is drawn anew.</source>
        <translation>重画前用什么填充遮住的部分。</translation>
    </message>
    <message>
        <source>What is done where new and old meet.</source>
        <translation>新旧画面交界处的处理。</translation>
    </message>
    <message>
        <source>Paint over what is to be drawn anew; the rest of the picture stays as it is.</source>
        <translation>涂出要重画的部分；画面其余部分保持不变。</translation>
    </message>
    <message>
        <source>This panel has no picture yet. The mask counts when it has one.</source>
        <translation>此分格还没有画面。有画面后蒙版才起作用。</translation>
    </message>
    <message>
        <source>“%1” cannot repaint a part. Choose another model, or clear the mask to draw it all.</source>
        <translation>“%1”不能局部重画。请选择其他模型，或清除蒙版以绘制全部。</translation>
    </message>
    <message>
        <source>Mask it</source>
        <extracomment>look for the part of the picture that words mean, and mask it</extracomment>
        <translation>添加蒙版</translation>
    </message>
    <message>
        <source>Mask by words: her hat</source>
        <extracomment>words that say which part of the picture is to be masked</extracomment>
        <translation>用文字选蒙版：她的帽子</translation>
    </message>
    <message>
        <source>Mask by words</source>
        <translation>用文字选蒙版</translation>
    </message>
    <message>
        <source>The model looks where it sees these words in the picture and masks that place. Paint on it with the brush, or undo it.</source>
        <translation>模型会在图中寻找这些文字所指的地方并加上蒙版。可用画笔修改，也可撤销。</translation>
    </message>
</context>
<context>
    <name>koma::ui::SeamForm</name>
    <message>
        <source>Repaired by</source>
        <extracomment>the network that repairs the seam of a repainted part</extracomment>
        <translation>修复模型</translation>
    </message>
    <message>
        <source>Share</source>
        <extracomment>how much of what the network makes of the seam is taken</extracomment>
        <translation>比例</translation>
    </message>
    <message>
        <source>A DiffRIR file (x1) from the model folders.</source>
        <translation>模型文件夹中的 DiffRIR 文件（x1）。</translation>
    </message>
    <message>
        <source>How much of the repair is taken; 0 % leaves the drawing as it is.</source>
        <translation>采用多少修复结果；0 % 保持画面原样。</translation>
    </message>
    <message>
        <source>No DiffRIR file for seams (x1) is in the model folders. Add its folder in the model manager.</source>
        <translation>模型文件夹中没有用于接缝的 DiffRIR 文件（x1）。请在模型管理器中添加其文件夹。</translation>
    </message>
    <message>
        <source>Choose the file that repairs the seam.</source>
        <translation>请选择用来修复接缝的文件。</translation>
    </message>
</context>
<context>
    <name>koma::ui::Section</name>
    <message>
        <source>Fold away</source>
        <translation>折叠</translation>
    </message>
    <message>
        <source>Unfold</source>
        <translation>展开</translation>
    </message>
</context>
<context>
    <name>koma::ui::SeedField</name>
    <message>
        <source>Seed</source>
        <translation>种子</translation>
    </message>
    <message>
        <source>New for each take</source>
        <translation>每张候选图随机</translation>
    </message>
    <message>
        <source>The same seed and settings give the same picture. Locked, only what you change changes.</source>
        <translation>种子和设置相同，图片就相同。锁定种子后，只有您更改的部分会变化。</translation>
    </message>
    <message>
        <source>Lock another seed</source>
        <translation>锁定其他种子</translation>
    </message>
    <message>
        <source>A seed is a whole number from 0 to %1.</source>
        <translation>种子是 0 到 %1 之间的整数。</translation>
    </message>
    <message>
        <source>Locked. Click to take a new seed for each take.</source>
        <translation>已锁定。单击后每张候选图使用新种子。</translation>
    </message>
    <message>
        <source>Lock the seed of the picture that the page shows, %1</source>
        <translation>锁定页面所示图片的种子 %1</translation>
    </message>
    <message>
        <source>Lock a seed</source>
        <translation>锁定种子</translation>
    </message>
    <message>
        <source>Lock the seed</source>
        <translation>锁定种子</translation>
    </message>
</context>
<context>
    <name>koma::ui::SelectTool</name>
    <message>
        <source>That frame would be smaller than %1 or cross itself. Nothing was changed.</source>
        <translation>边框会小于 %1 或自相交叉。未作更改。</translation>
    </message>
    <message>
        <source>Move tail</source>
        <translation>移动尾巴</translation>
    </message>
    <message>
        <source>Change shape</source>
        <translation>更改形状</translation>
    </message>
    <message>
        <source>Drag the tail to the mouth that speaks.</source>
        <translation>将尾巴拖到说话人的嘴边。</translation>
    </message>
    <message>
        <source>Drag to change the shape. Shift keeps proportions, Alt the centre, Ctrl detaches from neighbours.</source>
        <translation>拖动以更改形状。Shift：保持比例；Alt：保持中心；Ctrl：与相邻分格分离。</translation>
    </message>
    <message>
        <source>Everything inside the band is selected. Shift adds to the selection.</source>
        <translation>选框内的全部对象将被选中。Shift：加选。</translation>
    </message>
    <message>
        <source>Shift keeps to one direction, Ctrl does not snap, Esc puts everything back.</source>
        <translation>Shift：限制方向；Ctrl：不吸附；Esc：还原。</translation>
    </message>
    <message>
        <source>Click to select, drag on the margin to select several.</source>
        <translation>单击选择，在空白处拖动可框选。</translation>
    </message>
    <message>
        <source>Drag to move, with Alt to copy. Click again for what lies below. Arrows nudge by 0.1 mm.</source>
        <translation>拖动以移动，按住 Alt 复制。再次单击选择下层对象。方向键微移 0.1 mm。</translation>
    </message>
</context>
<context>
    <name>koma::ui::SessionNotices</name>
    <message>
        <source>The copy is saved as “%1”.</source>
        <translation>副本已保存为“%1”。</translation>
    </message>
    <message>
        <source>The copy “%1” could not be saved.</source>
        <translation>无法保存副本“%1”。</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>“%1” could not be saved. Your work is kept here, and saving is tried again every few seconds.</source>
        <translation>无法保存“%1”。您的作品仍保留在程序中，每隔几秒会重新尝试保存。</translation>
    </message>
    <message>
        <source>The disk is full, so “%1” is not saved. Free some space: your work is kept here meanwhile.</source>
        <translation>磁盘已满，“%1”未能保存。请释放空间，在此期间作品仍保留在程序中。</translation>
    </message>
    <message>
        <source>The folder of “%1” cannot be written to. Bring it back or allow it: your work is kept here meanwhile.</source>
        <translation>无法写入“%1”所在的文件夹。请恢复该文件夹或授予权限，在此期间作品仍保留在程序中。</translation>
    </message>
    <message>
        <source>Retry</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>“%1” could not be opened.</source>
        <translation>无法打开“%1”。</translation>
    </message>
    <message>
        <source>“%1” is not there any more.</source>
        <translation>“%1”已不存在。</translation>
    </message>
    <message>
        <source>“%1” cannot be made there. Choose another name.</source>
        <translation>无法在该位置创建“%1”。请使用其他名称。</translation>
    </message>
    <message>
        <source>“%1” is damaged or no Komawari work.</source>
        <translation>“%1”已损坏或不是 Komawari 作品。</translation>
    </message>
    <message>
        <source>“%1” comes from a newer Komawari. Update the program to open it.</source>
        <translation>“%1”由更新版本的 Komawari 创建。请更新程序后再打开。</translation>
    </message>
    <message>
        <source>“%1” is open in another window.</source>
        <translation>“%1”已在另一窗口中打开。</translation>
    </message>
    <message>
        <source>“%1” is open in another window (%2). Close it there, or work on a copy.</source>
        <translation>“%1”已在另一窗口 (%2) 中打开。请先在那里关闭，或改用副本。</translation>
    </message>
    <message>
        <source>Open a copy</source>
        <translation>打开副本</translation>
    </message>
    <message>
        <source>“%1” stays open because its last changes could not be saved.</source>
        <translation>最近的更改未能保存，因此“%1”保持打开。</translation>
    </message>
    <message>
        <source>Leave without saving</source>
        <translation>不保存并退出</translation>
    </message>
    <message numerus="yes">
        <source>%n picture(s) of this work are missing. Their places stay empty.</source>
        <translation>
            <numerusform>此作品缺少 %n 张图片，相应位置将留空。</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>koma::ui::SliderField</name>
    <message>
        <source>%1 %2</source>
        <extracomment>a number and its unit</extracomment>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>Double-click the name to go back to “%1”.</source>
        <translation>双击名称可恢复为“%1”。</translation>
    </message>
    <message>
        <source>“%1” is not a number; write, for example, %2.</source>
        <translation>“%1”不是数字；请输入例如 %2 的值。</translation>
    </message>
    <message>
        <source>The most is %1.</source>
        <translation>最大值为 %1。</translation>
    </message>
    <message>
        <source>The least is %1.</source>
        <translation>最小值为 %1。</translation>
    </message>
</context>
<context>
    <name>koma::ui::StartPage</name>
    <message>
        <source>A manga studio</source>
        <translation>漫画工作室</translation>
    </message>
    <message>
        <source>&amp;Open a work…</source>
        <translation>打开作品(&amp;O)…</translation>
    </message>
    <message>
        <source>A folder that ends in .koma</source>
        <translation>以 .koma 结尾的文件夹</translation>
    </message>
    <message>
        <source>Open the &amp;sample work</source>
        <translation>打开示例作品(&amp;S)</translation>
    </message>
    <message>
        <source>“First Day”, three pages: a copy that you can change as you like</source>
        <translation>《First Day》，共三页：可随意修改的副本</translation>
    </message>
    <message>
        <source>Recent works</source>
        <translation>最近的作品</translation>
    </message>
    <message>
        <source>Works that you open appear here. A .koma folder can also be dropped on this window.</source>
        <translation>打开过的作品会显示在这里。也可将 .koma 文件夹拖放到此窗口。</translation>
    </message>
    <message>
        <source>New work</source>
        <translation>新建作品</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove from this list</source>
        <translation>从列表中移除</translation>
    </message>
</context>
<context>
    <name>koma::ui::StatusLine</name>
    <message>
        <source>%1, %2 mm</source>
        <extracomment>Place of the pointer on the page: across, down.</extracomment>
        <translation>%1, %2 mm</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1%</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Zoom; click to fit the page</source>
        <translation>缩放；单击适合页面</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>koma::ui::SubjectForm</name>
    <message>
        <source>Subject adapter</source>
        <extracomment>a file that lets a model put people and things from pictures into boxes</extracomment>
        <translation>主体适配器</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Find the places from the phrases</source>
        <translation>根据短语寻找位置</translation>
    </message>
    <message>
        <source>Threshold</source>
        <extracomment>how much of the words&apos; attention makes a place</extracomment>
        <translation>阈值</translation>
    </message>
    <message>
        <source>From step</source>
        <extracomment>the step from which on places that were found count</extracomment>
        <translation>起始步</translation>
    </message>
    <message>
        <source>Usual (%1)</source>
        <translation>通常（%1）</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>How strongly a phrase must be heard in a place to claim it.</source>
        <translation>短语在某处多强才算占据该处。</translation>
    </message>
    <message>
        <source>Before this step the boxes hold; from it on the places that were found.</source>
        <translation>在此步之前以框为准；之后以找到的位置为准。</translation>
    </message>
    <message>
        <source>Choose a subject adapter</source>
        <translation>选择主体适配器</translation>
    </message>
    <message>
        <source>MS-Diffusion adapters (*.bin *.safetensors)</source>
        <translation>MS-Diffusion 适配器 (*.bin *.safetensors)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>As the work (%1)</source>
        <translation>与作品相同（%1）</translation>
    </message>
    <message>
        <source>The file ms_adapter.bin; its image encoder lies beside it in the folder image_encoder.</source>
        <translation>文件 ms_adapter.bin；其图像编码器位于旁边的 image_encoder 文件夹。</translation>
    </message>
    <message>
        <source>Draw without it</source>
        <translation>不使用它来绘制</translation>
    </message>
    <message>
        <source>Only SDXL models take subjects by an adapter.</source>
        <translation>只有 SDXL 模型能通过适配器加入主体。</translation>
    </message>
    <message>
        <source>Each person’s phrase is looked for in the picture while it is drawn; otherwise the boxes hold.</source>
        <translation>绘制时在画面中寻找每个人的短语；否则以框为准。</translation>
    </message>
    <message>
        <source>Places cannot be found while the panel has regions; the boxes hold.</source>
        <translation>分格有区域时无法寻找位置；以框为准。</translation>
    </message>
</context>
<context>
    <name>koma::ui::SubjectHeader</name>
    <message>
        <source>The reference picture before</source>
        <translation>上一张参考图</translation>
    </message>
    <message>
        <source>The next reference picture</source>
        <translation>下一张参考图</translation>
    </message>
    <message>
        <source>Not drawn yet</source>
        <translation>尚未绘制</translation>
    </message>
    <message>
        <source>The picture that the page shows</source>
        <translation>页面所显示的图</translation>
    </message>
    <message>
        <source>No reference picture yet</source>
        <extracomment>which of somebody&apos;s reference pictures</extracomment>
        <translation>还没有参考图</translation>
    </message>
    <message>
        <source>Picture %1 of %2</source>
        <translation>第 %1 张图，共 %2 张</translation>
    </message>
</context>
<context>
    <name>koma::ui::TakeModel</name>
    <message>
        <source>Take of %1, shown on the page</source>
        <translation>%1 的候选图，显示在页面上</translation>
    </message>
    <message>
        <source>Take of %1</source>
        <translation>%1 的候选图</translation>
    </message>
    <message>
        <source>The page shows this take</source>
        <translation>页面正在显示此候选图</translation>
    </message>
    <message>
        <source>Press Enter to show this take on the page</source>
        <translation>按回车在页面上显示此候选图</translation>
    </message>
</context>
<context>
    <name>koma::ui::TakesDock</name>
    <message>
        <source>Takes</source>
        <translation>候选图</translation>
    </message>
    <message>
        <source>Recipe</source>
        <translation>生成配方</translation>
    </message>
    <message>
        <source>Takes of the panel, the newest first</source>
        <translation>此分格的候选图，最新的在前</translation>
    </message>
    <message>
        <source>Show this take on the page</source>
        <translation>在页面上显示此候选图</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>回车</translation>
    </message>
    <message>
        <source>Compare in place: blink against the accepted take</source>
        <translation>原位比较：与已采用的候选图闪烁对比</translation>
    </message>
    <message>
        <source>Take up its prompt, seed and settings again</source>
        <translation>重新使用它的提示词、种子和设置</translation>
    </message>
    <message>
        <source>Delete the selected takes</source>
        <translation>删除所选候选图</translation>
    </message>
    <message>
        <source>Del</source>
        <translation>Del</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <extracomment>what a button does, and its key</extracomment>
        <translation>%1 (%2)</translation>
    </message>
    <message numerus="yes">
        <source>%n take(s)</source>
        <translation>
            <numerusform>%n 张候选图</numerusform>
        </translation>
    </message>
    <message>
        <source>No takes yet. Everything that is drawn for this panel is kept here.</source>
        <translation>还没有候选图。为此分格绘制的所有图片都会保留在这里。</translation>
    </message>
    <message>
        <source>Select a panel to see everything that was drawn for it.</source>
        <translation>选择一个分格，查看为它绘制的所有图片。</translation>
    </message>
    <message>
        <source>The recipe of this take of %1 cannot be read.</source>
        <translation>无法读取 %1 的候选图的生成配方。</translation>
    </message>
    <message>
        <source>Show on the page</source>
        <translation>在页面上显示</translation>
    </message>
    <message>
        <source>Compare in place</source>
        <translation>原位比较</translation>
    </message>
    <message>
        <source>Recall all settings</source>
        <translation>调用全部设置</translation>
    </message>
    <message>
        <source>Show recipe</source>
        <translation>显示生成配方</translation>
    </message>
    <message>
        <source>Copy recipe</source>
        <translation>复制生成配方</translation>
    </message>
    <message>
        <source>Save picture as…</source>
        <translation>图片另存为…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Save picture</source>
        <translation>保存图片</translation>
    </message>
    <message>
        <source>PNG picture (*.png)</source>
        <translation>PNG 图片 (*.png)</translation>
    </message>
    <message>
        <source>The picture is saved as %1.</source>
        <translation>图片已保存为 %1。</translation>
    </message>
    <message>
        <source>The picture could not be saved as %1. Choose another place.</source>
        <translation>无法将图片保存为 %1。请选择其他位置。</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Enlarge for print</source>
        <translation>放大供印刷</translation>
    </message>
    <message>
        <source>Ctrl+Alt+E</source>
        <translation>Ctrl+Alt+E</translation>
    </message>
    <message>
        <source>Enlarge for print…</source>
        <translation>放大供印刷…</translation>
    </message>
</context>
<context>
    <name>koma::ui::TextTool</name>
    <message>
        <source>Write. Enter begins a new line, Esc or Ctrl+Enter leaves the balloon and keeps its text.</source>
        <translation>输入台词。回车：换行；Esc 或 Ctrl+回车：退出对话框并保留台词。</translation>
    </message>
    <message>
        <source>Click a balloon to write in it, or empty paper for a new one.</source>
        <translation>单击对话框输入台词，或单击空白处新建对话框。</translation>
    </message>
</context>
<context>
    <name>koma::ui::TimeLeft</name>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
</context>
<context>
    <name>koma::ui::ToolBox</name>
    <message>
        <source>Select</source>
        <translation>选择</translation>
    </message>
    <message>
        <source>Panel</source>
        <translation>分格</translation>
    </message>
    <message>
        <source>Knife</source>
        <extracomment>The tool that cuts panels.</extracomment>
        <translation>分割刀</translation>
    </message>
    <message>
        <source>Character box</source>
        <translation>角色框</translation>
    </message>
    <message>
        <source>Balloon</source>
        <translation>对话框</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文字</translation>
    </message>
    <message>
        <source>Mask brush</source>
        <extracomment>The brush that paints which part is drawn anew.</extracomment>
        <translation>蒙版笔刷</translation>
    </message>
    <message>
        <source>Hand</source>
        <translation>抓手</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Region</source>
        <extracomment>The tool that divides a panel among prompts.</extracomment>
        <translation>区域</translation>
    </message>
</context>
<context>
    <name>koma::ui::ToolStrip</name>
    <message>
        <source>Tools</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1 (%2)</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
</context>
<context>
    <name>koma::ui::TurnCard</name>
    <message>
        <source>%1: %2</source>
        <extracomment>%1 a quick action such as &quot;Refine prompt&quot;, %2 the author&apos;s words</extracomment>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Leave out: %1</source>
        <translation>排除：%1</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Nothing changes; the answer stays in the conversation</source>
        <translation>不会有任何改变；回答留在对话中</translation>
    </message>
</context>
<context>
    <name>koma::ui::WarningList</name>
    <message>
        <source>A box is for somebody who has left the cast. The panel cannot be drawn with it.</source>
        <translation>有一个框属于已不在角色表中的人物。带着它无法绘制此分格。</translation>
    </message>
    <message>
        <source>Reference picture %1 of %2 is missing or damaged. The panel cannot be drawn with it.</source>
        <translation>%2的参考图 %1 缺失或已损坏。带着它无法绘制此分格。</translation>
    </message>
    <message>
        <source>%1 has no reference picture. The model makes up the looks.</source>
        <translation>%1没有参考图。外貌将由模型自行决定。</translation>
    </message>
    <message numerus="yes">
        <source>The model leaves room for %n balloon(s) in a panel. “%1” may cover the drawing.</source>
        <translation>
            <numerusform>此模型每个分格只为 %n 个对话框留出空间。“%1”可能会遮住画面。</numerusform>
        </translation>
    </message>
    <message>
        <source>Place it anew</source>
        <translation>重新放置</translation>
    </message>
    <message>
        <source>Show in the cast</source>
        <translation>在角色表中显示</translation>
    </message>
    <message>
        <source>Select the balloon</source>
        <translation>选择对话框</translation>
    </message>
    <message>
        <source>Take out of the panel</source>
        <translation>移出分格</translation>
    </message>
    <message>
        <source>Drawing failed, and the picture is as before: %1</source>
        <extracomment>%1 the engine&apos;s sentence</extracomment>
        <translation>绘制失败，画面保持不变：%1</translation>
    </message>
    <message>
        <source>A balloon without text</source>
        <translation>没有台词的对话框</translation>
    </message>
    <message>
        <source>Somebody without a name</source>
        <translation>未命名的人物</translation>
    </message>
    <message>
        <source>Warnings</source>
        <translation>警告</translation>
    </message>
    <message>
        <source>%1 is left out: the box has no area.</source>
        <translation>%1不会被画出：角色框没有面积。</translation>
    </message>
    <message>
        <source>%1 is left out: the box lies beside the panel.</source>
        <translation>%1不会被画出：角色框在分格之外。</translation>
    </message>
    <message numerus="yes">
        <source>%1 is left out: the model draws %n character(s) in a panel. Only the description joins the prompt.</source>
        <translation>
            <numerusform>%1不会被画出：此模型每个分格只能绘制 %n 个角色。仅其描述会加入提示词。</numerusform>
        </translation>
    </message>
    <message>
        <source>Region %1 has no words. Its part hears the panel’s prompt.</source>
        <translation>区域 %1 没有提示词。该部分使用分格的提示词。</translation>
    </message>
    <message>
        <source>The regions leave a part of the panel free, but no prompt says what is there. It cannot be drawn.</source>
        <translation>区域未覆盖整个分格，但没有提示词说明空余处画什么。无法绘制。</translation>
    </message>
    <message>
        <source>Write its prompt</source>
        <translation>写它的提示词</translation>
    </message>
    <message>
        <source>Write the panel’s prompt</source>
        <translation>写分格的提示词</translation>
    </message>
</context>
<context>
    <name>koma::ui::WordCombo</name>
    <message>
        <source>Any expression</source>
        <translation>不限表情</translation>
    </message>
    <message>
        <source>Neutral</source>
        <translation>平静</translation>
    </message>
    <message>
        <source>Smiling</source>
        <translation>微笑</translation>
    </message>
    <message>
        <source>Laughing</source>
        <translation>大笑</translation>
    </message>
    <message>
        <source>Angry</source>
        <translation>生气</translation>
    </message>
    <message>
        <source>Sad</source>
        <translation>悲伤</translation>
    </message>
    <message>
        <source>Surprised</source>
        <translation>惊讶</translation>
    </message>
    <message>
        <source>Any pose</source>
        <translation>不限姿势</translation>
    </message>
    <message>
        <source>Standing</source>
        <translation>站立</translation>
    </message>
    <message>
        <source>Waving</source>
        <translation>挥手</translation>
    </message>
    <message>
        <source>Pointing</source>
        <translation>指向</translation>
    </message>
    <message>
        <source>Cheering</source>
        <translation>欢呼</translation>
    </message>
    <message>
        <source>Facing anywhere</source>
        <translation>不限朝向</translation>
    </message>
    <message>
        <source>Facing left</source>
        <translation>朝左</translation>
    </message>
    <message>
        <source>Facing right</source>
        <translation>朝右</translation>
    </message>
    <message>
        <source>Facing us</source>
        <translation>正面</translation>
    </message>
    <message>
        <source>Facing away</source>
        <translation>背面</translation>
    </message>
    <message>
        <source>Any shot</source>
        <extracomment>how much of the people a panel shows</extracomment>
        <translation>不限景别</translation>
    </message>
    <message>
        <source>Close-up</source>
        <translation>特写</translation>
    </message>
    <message>
        <source>Bust</source>
        <translation>半身</translation>
    </message>
    <message>
        <source>Full figure</source>
        <translation>全身</translation>
    </message>
    <message>
        <source>Wide</source>
        <translation>远景</translation>
    </message>
    <message>
        <source>Crying</source>
        <translation>哭泣</translation>
    </message>
    <message>
        <source>Embarrassed</source>
        <extracomment>blushing</extracomment>
        <translation>害羞</translation>
    </message>
    <message>
        <source>Sleepy</source>
        <translation>困倦</translation>
    </message>
    <message>
        <source>Winking</source>
        <extracomment>with one eye</extracomment>
        <translation>眨眼</translation>
    </message>
    <message>
        <source>In profile</source>
        <extracomment>a pose: seen from the side</extracomment>
        <translation>侧面</translation>
    </message>
</context>
<context>
    <name>koma::ui::ZoomTool</name>
    <message>
        <source>Click to look closer, with Alt from further away. Drag around what you want to see.</source>
        <translation>单击放大，按住 Alt 单击缩小。拖动框选要查看的区域。</translation>
    </message>
</context>
<context>
    <name>koma::ui::panelLabel</name>
    <message>
        <source>Page %1, %2</source>
        <extracomment>%1 is a page&apos;s number, %2 the name of one of its panels</extracomment>
        <translation>第 %1 页，%2</translation>
    </message>
    <message>
        <source>Page %1, panel %2</source>
        <translation>第 %1 页，分格 %2</translation>
    </message>
</context>
</TS>
