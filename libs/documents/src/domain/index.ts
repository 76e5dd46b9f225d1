/** Exports for other domains: pure code that imports neither a framework nor database code. */
export type { IndexLetter, LetterCharge } from './index-letter.js';
export {
  DOCUMENT_LANGUAGES,
  type DocumentContract,
  type DocumentLanguage,
  type DocumentLook,
  documentLanguage,
  type DocumentLine,
  type InvoiceDocument,
  type UsageHistory,
} from './invoice-document.js';
