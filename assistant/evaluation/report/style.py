"""The report's look: a page to read on a screen by day or night, and to print; no font, picture or script from elsewhere."""

CSS = """
:root { --ink: #1d2430; --soft: #5d6778; --line: #d9dee6; --page: #ffffff; --panel: #f6f7f9; --accent: #1f5f8b;
  --fill: #1f5f8b33; --good: #1a7f37; --bad: #b3261e; --badfill: #b3261e14; --goodfill: #1a7f3714; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e8ee; --soft: #9aa5b5; --line: #343c48; --page: #14181e;
  --panel: #1c222a;
  --accent: #6db3e0; --fill: #6db3e033; --good: #57c271; --bad: #f0857d; --badfill: #f0857d1f; --goodfill: #57c2711f; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 1240px; padding: 32px 28px 64px; background: var(--page); color: var(--ink);
  font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 4px; letter-spacing: -0.01em; }
h2 { font-size: 19px; margin: 44px 0 8px; padding-top: 14px; border-top: 2px solid var(--ink); }
h3 { font-size: 15px; margin: 24px 0 6px; }
p { margin: 6px 0 10px; max-width: 74ch; }
.soft, figcaption, caption { color: var(--soft); }
a { color: var(--accent); }
nav { margin: 14px 0 0; display: flex; flex-wrap: wrap; gap: 4px 18px; font-size: 14px; }
.verdict { margin: 18px 0 0; padding: 12px 16px; border-left: 5px solid var(--good); background: var(--goodfill);
  border-radius: 3px; }
.verdict.fell { border-color: var(--bad); background: var(--badfill); }
.verdict p { margin: 2px 0; } .verdict ul { margin: 6px 0 2px; padding-left: 20px; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-size: 14px; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding: 0 0 6px; font-size: 13px; }
th, td { padding: 5px 10px 5px 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--line); }
th { font-weight: 600; font-size: 13px; color: var(--soft); vertical-align: bottom; }
td.n, th.n { text-align: right; padding-right: 14px; white-space: nowrap; }
tbody th { color: var(--ink); font-size: 14px; white-space: nowrap; vertical-align: top; }
table.narrow { width: auto; } td.soft { font-size: 13px; }
.up { color: var(--good); } .down { color: var(--bad); } .change { font-size: 12px; display: block; line-height: 1.2; }
.bar { display: inline-block; width: 90px; height: 9px; background: var(--line); border-radius: 2px; vertical-align: middle; }
.bar > i { display: block; height: 100%; background: var(--accent); border-radius: 2px; }
.columns { columns: 2 420px; column-gap: 36px; } .columns > div { margin-bottom: 22px; } .columns tbody th { font-weight: 400; }
.columns td, .columns th { padding-top: 3px; padding-bottom: 3px; }
.pictures { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 18px 26px; margin-top: 10px; }
figure { margin: 0; } figcaption { font-size: 13px; margin-bottom: 2px; } figcaption b { color: var(--ink); }
svg { width: 100%; height: auto; display: block; font-size: 11px; }
svg text { fill: var(--soft); } svg .axis-name { font-size: 11.5px; } svg .count, svg .mark { font-size: 9.5px; }
svg .mark { paint-order: stroke; stroke: var(--page); stroke-width: 3px; }
svg .grid { stroke: var(--line); stroke-width: 0.7; } svg .axis { stroke: var(--soft); }
svg .ideal { stroke: var(--soft); stroke-dasharray: 4 4; } svg .bin { fill: var(--fill); }
svg .whisker { stroke: var(--accent); stroke-width: 1.2; } svg .dot { fill: var(--accent); }
svg .chosen { stroke: var(--ink); stroke-dasharray: 1 3; }
svg .goal { stroke: var(--good); stroke-dasharray: 2 4; }
svg .curve { fill: none; stroke: var(--accent); stroke-width: 2; } svg .bound { fill: none; stroke: var(--accent);
  stroke-dasharray: 5 3; }
article { border: 1px solid var(--line); border-radius: 6px; margin: 16px 0; padding: 12px 16px 14px;
  break-inside: avoid-page; }
article > header { display: flex; flex-wrap: wrap; gap: 2px 14px; align-items: baseline; margin-bottom: 8px; }
article > header b { font-size: 15px; } .tag { font-size: 12px; color: var(--soft); }
.badge { font-size: 12px; font-weight: 600; padding: 1px 7px; border-radius: 9px; color: var(--bad);
  background: var(--badfill); }
.said { margin: 0 0 10px; padding: 8px 12px; background: var(--panel); border-radius: 4px; white-space: pre-wrap;
  overflow-wrap: anywhere; unicode-bidi: isolate; max-height: 26em; overflow-y: auto; }
.sides { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 14px; }
.sides h4, article h4 { margin: 0 0 2px; font-size: 12px; font-weight: 600; color: var(--soft); }
pre { margin: 0 0 6px; font: 11.5px/1.5 ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", Menlo, Consolas, monospace;
  overflow-x: auto; unicode-bidi: isolate; }
.sides p { margin: 0 0 5px; font-size: 13px; overflow-wrap: anywhere; }
.why { margin: 10px 0 0; padding: 8px 12px 8px 28px; background: var(--badfill); border-radius: 4px; }
details { margin-top: 10px; } summary { cursor: pointer; color: var(--accent); font-size: 13px; }
details table { margin-top: 6px; font-size: 13px; } details td { overflow-wrap: anywhere; unicode-bidi: isolate; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 3px 16px; font-size: 14px; margin: 8px 0; }
dt { font-weight: 600; } dd { margin: 0; color: var(--soft); }
@media (max-width: 760px) { .pictures, .sides { grid-template-columns: minmax(0, 1fr); } body { padding: 18px 14px 40px; } }
@media print { :root { --ink: #000; --soft: #444; --line: #bbb; --page: #fff; --panel: #f3f3f3; --accent: #1f5f8b;
  --good: #1a7f37;
  --bad: #b3261e; --badfill: #fbeae9; --goodfill: #e9f5ec; --fill: #1f5f8b33; color-scheme: light; }
  body { max-width: none; padding: 0; font-size: 10.5pt; } nav { display: none; } .said { max-height: none; overflow: visible; }
  h2 { break-after: avoid; } figure, tr { break-inside: avoid; } a { color: inherit; text-decoration: none; }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 9.5px; }
  details::details-content { content-visibility: visible; block-size: auto; } summary { color: var(--soft); }
  * { print-color-adjust: exact; -webkit-print-color-adjust: exact; } }
"""
