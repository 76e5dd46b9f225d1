import { renderMermaidSVG } from 'beautiful-mermaid';

/** Draws diagrams when the site is built. They use the colours of the page, in its light or dark theme. */
export function drawDiagrams(markdown) {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const { info, content } = tokens[index];
    if (info.trim() !== 'mermaid') return fence(tokens, index, ...rest);
    // The drawing's own styles request a font from another origin and would apply to the whole page, so
    // `theme/style.css` contains the required styles.
    const drawing = renderMermaidSVG(content, { bg: 'var(--vp-c-bg)', fg: 'var(--vp-c-text-1)' });
    return `<figure class="diagram" v-pre>${drawing.replace(/<style>[\s\S]*?<\/style>/, '')}</figure>\n`;
  };
}
