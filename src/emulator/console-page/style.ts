/** What the console page needs beside the styles of all pages. */
export const CONSOLE_STYLE = `
:root{--done:light-dark(#e6f4ea,#16301f);--done-line:light-dark(#2d7d46,#6fcf8f);--refused:light-dark(#fdecea,#3a1a1a);--refused-line:light-dark(#b3261e,#f2938c)}
main{max-width:76rem;padding-top:1rem}
section{border-top:1px solid var(--line);margin-top:2rem;scroll-margin-top:1rem}
h2{font-size:1.3rem;margin:1.2rem 0 .6rem}h3,caption{font-size:1rem;font-weight:600;text-align:left;margin:1.4rem 0 .4rem}
caption{margin:0;padding:1.2rem 0 .4rem}
nav ul,ul.links{list-style:none;margin:1rem 0;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.1rem}td ul{margin:0;padding:0;list-style:none}
.skip{position:absolute;left:-100vw;padding:.5rem 1rem;background:var(--page)}.skip:focus{left:.5rem;top:.3rem;z-index:1}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.empty{color:var(--quiet);margin:.2rem 0}.now{font-size:1.1rem;font-variant-numeric:tabular-nums}
.said{padding:.6rem .9rem;border-left:4px solid var(--done-line);background:var(--done);scroll-margin-top:4rem}
.said.refused{border-color:var(--refused-line);background:var(--refused)}
table{border-collapse:collapse;width:100%;font-size:.9375rem;line-height:1.4}
th,td{text-align:left;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line);vertical-align:top;overflow-wrap:anywhere}
thead th{color:var(--quiet);font-weight:600;font-size:.875rem;overflow-wrap:normal}tbody th{font-weight:500;min-width:6rem;overflow-wrap:break-word}
form{display:flex;flex-wrap:wrap;gap:.5rem;align-items:end}.row{align-items:end}td form{flex-wrap:nowrap}
button,input,select{min-height:2.5rem;box-sizing:border-box}button{padding:.4rem .75rem}td button,td input,td select{min-height:2rem}td button{padding:.25rem .6rem}td input,td select{padding:.25rem .4rem;min-width:9rem}td label{margin:0;flex:1}
button.danger{border-color:var(--refused-line);color:var(--refused-line)}
.field{margin:0}.field span{display:block;font-size:.875rem;color:var(--quiet)}.field input[type=number]{width:9rem}
.fields{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,18rem),1fr));gap:.7rem 1rem;width:100%;align-items:end}.fields input[type=number]{width:100%}
details{width:100%;margin:.6rem 0}summary{cursor:pointer;padding:.3rem 0}
.meter{font-variant-numeric:tabular-nums;white-space:nowrap}meter{width:5rem;height:.7rem;margin-left:.4rem}
.mark{display:block;color:var(--refused-line);font-weight:600}
@media (max-width:52rem){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
table,tbody,tr,td,tbody th,caption{display:block}
tr{border:1px solid var(--line);border-radius:.4rem;padding:.5rem .8rem;margin-bottom:.7rem}
td,tbody th{border:0;padding:.2rem 0}tbody th{overflow-wrap:anywhere}
td{display:grid;grid-template-columns:6.5rem minmax(0,1fr);gap:.6rem}td::before{content:attr(data-column);color:var(--quiet);font-size:.875rem}
td form{flex-wrap:wrap}button,td button{padding:.5rem .8rem}}
@media (max-width:52rem){.field{width:100%}.field input[type=number]{width:100%}}
`;
