import { renderMermaidSVG } from 'beautiful-mermaid';

/** Draws diagrams when the site is built, in colors that follow those of the page. */
export function drawDiagrams(markdown) {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    if (info.trim() !== 'mermaid') return fence(tokens, index, ...rest);
    // Its own styles request a font of another origin, and would apply to the whole page: `theme/style.css` has them.
    const drawing = renderMermaidSVG(content, { bg: 'var(--vp-c-bg)', fg: 'var(--vp-c-text-1)' });
    return `<figure class="diagram" v-pre>${drawing.replace(/<style>[\s\S]*?<\/style>/, '')}</figure>\n`;
  };
}
