export * from './domain/index.js';
export { type DocumentFile, InvoiceDocuments } from './invoice/invoice-documents.service.js';
export { DocumentMails } from './mailing/document-mails.service.js';
export { renderInvoice } from './invoice/render-invoice.js';
export { textsOf } from './invoice/texts/texts.js';
export { renderIndexLetter } from './letter/render-index-letter.js';
export { Formatter } from './sheet/formatter.js';
export { DocumentsModule } from './documents.module.js';
