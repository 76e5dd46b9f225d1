import type { ReminderLetterContent } from '#receivables';
import type { DocumentLanguage, DocumentLook } from '../domain/invoice-document.js';
import { drawFoot } from '../invoice/parts/foot.js';
import { drawParties } from '../invoice/parts/head.js';
import { fillPlaceholders, textsOf } from '../invoice/texts/texts.js';
import { letterTextsOf } from '../letter/texts/texts.js';
import { Formatter } from '../sheet/formatter.js';
import { Page, STYLE } from '../sheet/page.js';
import { drawParagraph } from '../sheet/table.js';
import { drawAccounts, drawInterest, drawReminders } from './reminder-parts.js';
import { reminderTextsOf } from './texts/texts.js';

/** Fixed date: a letter must not depend on the time of printing, because the same letter must give the same bytes. */
const FIXED_DATE = new Date(Date.UTC(2000, 0, 1));

/** Renders a letter with reminders as a PDF (A4) in a language. Equal letters give equal bytes. */
export async function renderReminderLetter(
  letter: ReminderLetterContent,
  look: DocumentLook,
  language: DocumentLanguage,
): Promise<Buffer> {
  const { Sheet } = await import('../sheet/sheet.js');
  const texts = textsOf(language);
  const words = reminderTextsOf(language);
  const { greeting, regards } = letterTextsOf(language);
  const { seller, buyer, reminders, accounts, writtenOn, text } = letter;
  const title = words.title[text];
  const sheet = new Sheet({
    lang: texts.locale,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Author: seller.name,
      Creator: 'Dutycycle',
      Producer: 'Dutycycle',
      CreationDate: FIXED_DATE,
      ModDate: FIXED_DATE,
    },
  });
  const page = new Page(sheet, texts, new Formatter(texts), look, false);
  const day = page.formatter.date(writtenOn);
  drawParties(page, { ...seller, bankAccount: {} }, buyer, [
    [words.facts.date, day],
    [words.facts.documents, reminders.map(({ document }) => document.number).join(', ')],
  ]);
  drawParagraph(page, title, { ...STYLE.heading, size: 15 }, 8);
  drawParagraph(page, greeting, STYLE.body, 6);
  drawParagraph(page, words.intro[text], STYLE.body, 14);
  drawReminders(page, reminders, words);
  drawInterest(page, reminders, words);
  drawAccounts(page, accounts, words);
  drawParagraph(page, fillPlaceholders(words.crossed, { day }), STYLE.body, 12);
  drawParagraph(page, `${regards}\n${seller.name}`, STYLE.body, 0);
  drawFoot(page, `${seller.name} · ${title}`);
  return sheet.finish();
}
