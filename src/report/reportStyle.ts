/** The page's looks beside the colours of its figures. */
export const reportStyle = `
*{box-sizing:border-box}
html{color-scheme:light dark}
body{margin:0 auto;padding:24px 20px 48px;max-width:960px;background:var(--background);color:var(--text);font:14px/20px system-ui,-apple-system,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-variant-numeric:tabular-nums}
h1{font-size:22px;line-height:28px;margin:0 0 4px;font-weight:600;overflow-wrap:anywhere}
h2{font-size:18px;line-height:24px;margin:36px 0 6px;font-weight:600;overflow-wrap:anywhere}
h3{font-size:15px;line-height:20px;margin:24px 0 4px;font-weight:600}
h4,h5{font-size:13px;line-height:18px;margin:16px 0 4px;font-weight:600}
p{margin:0 0 8px;max-width:84ch}
.answer{font-weight:600}
.quiet,.note,.files{color:var(--quietText)}
.note,.files{font-size:12px;line-height:17px}
nav ul{display:flex;flex-wrap:wrap;gap:2px 16px;margin:12px 0;padding:0;list-style:none}
a{color:var(--gained)}
a:focus-visible,summary:focus-visible,.wide:focus-visible{outline:2px solid var(--select);outline-offset:2px}
figure{margin:8px 0 12px}
svg{display:block;max-width:100%;height:auto;overflow:visible}
.finding{display:grid;grid-template-columns:132px 1fr;gap:16px;align-items:center}
.finding p{margin:0}
.numbers{display:flex;flex-wrap:wrap;gap:8px 32px;margin:12px 0;padding:0}
.numbers div{display:flex;flex-direction:column-reverse}
.numbers dt{color:var(--quietText);font-size:12px}
.numbers dd{margin:0;font-size:20px;line-height:26px}
.card{margin:16px 0 24px;padding-top:12px;border-top:1px solid var(--border)}
.card h3,.card h4{margin-top:0}
.code{font-family:ui-monospace,'SF Mono',Menlo,Consolas,monospace}
.character,.gallery .quiet{font-weight:400}
.gallery h4,.gallery h5,.gallery h6{margin:10px 0 4px;font-size:13px;line-height:18px;font-weight:600}
.samples{display:flex;flex-wrap:wrap;gap:6px}
.sample{flex:none;min-width:58px;max-width:112px;text-align:center}
.frame{width:48px;height:48px;margin:0 auto;border:1px solid var(--border);border-radius:2px;overflow:hidden;display:flex;align-items:center;justify-content:center;font-size:11px;line-height:13px}
.frame img{width:100%;height:100%;object-fit:contain;image-rendering:pixelated}
.sample.values{width:104px}
.values .frame{width:100px;height:36px}
.values polyline{fill:none;stroke:var(--text)}
.caption{font-size:11px;line-height:15px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
figcaption{font-size:12px;line-height:17px;color:var(--quietText);max-width:100ch;margin-top:4px}
.wide{overflow-x:auto}
table{border-collapse:collapse;font-size:12px;line-height:17px;margin:4px 0 8px}
th,td{padding:3px 16px 3px 0;text-align:left;border-bottom:1px solid var(--border);vertical-align:top}
thead th{color:var(--quietText);font-weight:400}
tbody th{font-weight:400;white-space:nowrap}
.number{text-align:right}
summary{cursor:pointer;font-size:12px;color:var(--quietText);width:fit-content}
@media screen and (min-width:701px){.on-narrow{display:none}}
@media screen and (max-width:700px){.on-wide{display:none}.on-narrow svg{width:100%;max-width:480px}}
@media(max-width:520px){body{padding:16px 10px}.finding{grid-template-columns:1fr;gap:4px}}
@media print{.on-narrow{display:none}body{max-width:none;padding:0}nav,.files,details:not([open]){display:none}figure,tr,.gallery,.finding{break-inside:avoid}h2,h3,h4{break-after:avoid}.wide{overflow:visible}}
`.trim();
