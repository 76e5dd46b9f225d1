import type { DocumentLanguage } from '../../domain/invoice-document.js';
import type { ReminderTexts } from '../reminder-texts.js';
import { EN } from './en.js';
import { ES } from './es.js';
import { ID } from './id.js';
import { PL } from './pl.js';
import { ZH } from './zh.js';

const TEXTS: Readonly<Record<DocumentLanguage, ReminderTexts>> = { en: EN, zh: ZH, es: ES, id: ID, pl: PL };

export function reminderTextsOf(language: DocumentLanguage): ReminderTexts {
  return TEXTS[language];
}
