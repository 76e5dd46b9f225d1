/**
 * Adds a sheet of the component kit directly after the first one and before the styles of pages, which override it.
 * @returns a promise that resolves when the sheet applies, and rejects if it cannot be loaded
 */
export async function addKitStyles(url: string): Promise<void> {
  const first = document.querySelector('link[rel=stylesheet]');
  if (first === null) throw new Error('The page has no styles to place the sheet after');
  const sheet = document.createElement('link');
  sheet.rel = 'stylesheet';
  sheet.href = url;
  await new Promise((resolve, reject) => {
    sheet.addEventListener('load', resolve);
    sheet.addEventListener('error', () => reject(new Error(`${url} could not be loaded`)));
    first.after(sheet);
  });
}
