import type { DocumentKind } from '#invoicing';
import type { DocumentLanguage } from '../../domain/invoice-document.js';
import type { DocumentTexts } from './document-texts.js';
import { EN } from './en.js';
import { ES } from './es.js';
import { ID } from './id.js';
import { PL } from './pl.js';
import { ZH } from './zh.js';

const TEXTS: Readonly<Record<DocumentLanguage, DocumentTexts>> = { en: EN, zh: ZH, es: ES, id: ID, pl: PL };

export function textsOf(language: DocumentLanguage): DocumentTexts {
  return TEXTS[language];
}

/** Returns the title of a document. */
export function titleOf(kind: DocumentKind, texts: DocumentTexts): string {
  const titles = { invoice: texts.invoice, credit_note: texts.creditNote, correction: texts.corrected };
  return titles[kind];
}

/** Replaces names in braces with values. */
export function fillPlaceholders(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (name, key: string) => String(values[key] ?? name));
}
