import type { DocumentLanguage } from '../../domain/invoice-document.js';
import type { LetterTexts } from '../letter-texts.js';
import { EN } from './en.js';
import { ES } from './es.js';
import { ID } from './id.js';
import { PL } from './pl.js';
import { ZH } from './zh.js';

const TEXTS: Readonly<Record<DocumentLanguage, LetterTexts>> = { en: EN, zh: ZH, es: ES, id: ID, pl: PL };

export function letterTextsOf(language: DocumentLanguage): LetterTexts {
  return TEXTS[language];
}
