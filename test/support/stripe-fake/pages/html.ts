/** Returns a page with a heading. @param body HTML, in which all texts are escaped */
export function page(title: string, body: string): string {
  return (
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escape(title)}</title></head>` +
    `<body><main><h1>${escape(title)}</h1>${body}</main></body></html>`
  );
}

export function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

/** A page, or the address to which the browser goes next. */
export type PageAnswer = { readonly html: string } | { readonly location: string };
