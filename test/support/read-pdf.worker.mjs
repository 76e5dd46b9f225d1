import { parentPort, workerData } from 'node:worker_threads';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

const task = getDocument({ data: workerData, useSystemFonts: false, verbosity: 0 });
const pdf = await task.promise;
const pages = [];
for (let number = 1; number <= pdf.numPages; number++) {
  const { items } = await (await pdf.getPage(number)).getTextContent();
  // Some characters are returned in two parts, depending on how the font stores them.
  pages.push(items.map((item) => ('str' in item ? item.str : '')).join(' '));
}
const { info } = await pdf.getMetadata();
await task.destroy();
parentPort.postMessage({ pages, info: JSON.parse(JSON.stringify(info)) });
