import type { IndexLetter } from '../domain/index-letter.js';
import type { DocumentLanguage } from '../domain/invoice-document.js';
import { drawFoot } from '../invoice/parts/foot.js';
import { drawParties } from '../invoice/parts/head.js';
import { fillPlaceholders, textsOf } from '../invoice/texts/texts.js';
import { Page, STYLE } from '../sheet/page.js';
import { Formatter } from '../sheet/formatter.js';
import { drawParagraph } from '../sheet/table.js';
import { drawIndexes, drawPrices, drawFactor } from './letter-parts.js';
import type { LetterTexts } from './letter-texts.js';
import { letterTextsOf } from './texts/texts.js';

/** Fixed date: a letter must not depend on the time of printing, because the same letter must give the same bytes. */
const FIXED_DATE = new Date(Date.UTC(2000, 0, 1));

/** Renders the letter about an index adjustment as a PDF (A4) in a language. Equal letters give equal bytes. */
export async function renderIndexLetter(letter: IndexLetter, language: DocumentLanguage): Promise<Buffer> {
  const { Sheet } = await import('../sheet/sheet.js');
  const texts = textsOf(language);
  const words = letterTextsOf(language);
  const title = fillPlaceholders(words.title, { contract: letter.contract });
  const sheet = new Sheet({
    lang: texts.locale,
    displayTitle: true,
    pdfVersion: '1.7',
    info: {
      Title: title,
      Author: letter.seller.name,
      Subject: letter.contract,
      Creator: 'Dutycycle',
      Producer: 'Dutycycle',
      CreationDate: FIXED_DATE,
      ModDate: FIXED_DATE,
    },
  });
  const page = new Page(sheet, texts, new Formatter(texts), letter.look, false);
  drawParties(page, letter.seller, letter.buyer, factsOf(page, letter, words));
  drawParagraph(page, title, { ...STYLE.heading, size: 15 }, 8);
  drawParagraph(page, words.greeting, STYLE.body, 6);
  const { formatter } = page;
  const days = {
    effectiveOn: formatter.date(letter.effectiveOn),
    stepOn: formatter.date(letter.step.stepOn),
  };
  drawParagraph(page, fillPlaceholders(words.intro, { contract: letter.contract, ...days }), STYLE.body, 14);
  drawPrices(page, letter, words);
  drawIndexes(page, letter, words);
  drawFactor(page, letter, words);
  drawParagraph(page, words.closing, STYLE.body, 12);
  drawParagraph(page, `${words.regards}\n${letter.seller.name}`, STYLE.body, 0);
  drawFoot(page, `${letter.seller.name} · ${title}`);
  return sheet.finish();
}

function factsOf({ formatter }: Page, letter: IndexLetter, { facts }: LetterTexts): [string, string][] {
  return [
    [facts.date, formatter.date(letter.writtenOn)],
    [facts.contract, letter.contract],
    [facts.effective, formatter.date(letter.effectiveOn)],
    [facts.told, formatter.date(letter.step.noticeBy)],
    [facts.currency, letter.currency],
  ];
}
