import { fromMinor, groupBy, sumMinor } from '#platform/domain';
import type { ReminderLetterContent, ReminderView } from '#receivables';
import { fillPlaceholders } from '../invoice/texts/texts.js';
import { type Page, STYLE } from '../sheet/page.js';
import { drawHeading, drawLine, drawRow, drawTitles, layOutColumns } from '../sheet/table.js';
import type { ReminderTexts } from './reminder-texts.js';

type Reminders = readonly ReminderView[];

/** Sums of the reminders of a letter in one currency, in minor units. */
interface Totals {
  readonly open: bigint;
  readonly interest: bigint;
  readonly lumpSum: bigint;
}

/** Draws one table per currency: open amounts, interest and lump sums, with their totals. */
export function drawReminders(page: Page, reminders: Reminders, texts: ReminderTexts): void {
  for (const [currency, ofCurrency] of groupBy(reminders, (each) => each.currency))
    drawCurrency(page, currency, ofCurrency, texts);
}

function drawCurrency(page: Page, currency: string, reminders: Reminders, { table }: ReminderTexts): void {
  const { formatter } = page;
  const totals: Totals = {
    open: sumMinor(reminders, ({ openMinor }) => BigInt(openMinor)),
    interest: sumMinor(reminders, ({ interestMinor }) => BigInt(interestMinor)),
    lumpSum: sumMinor(reminders, ({ lumpSumMinor }) => BigInt(lumpSumMinor)),
  };
  const hasClaims = totals.interest + totals.lumpSum > 0n;
  const columns = layOutColumns([
    { title: table.document, width: 0, align: 'left' },
    { title: table.due, width: 82, align: 'left' },
    { title: `${table.open} ${currency}`, width: 92, align: 'right' },
    ...(hasClaims
      ? [
          { title: `${table.interest} ${currency}`, width: 84, align: 'right' as const },
          { title: `${table.lumpSum} ${currency}`, width: 84, align: 'right' as const },
        ]
      : []),
  ]);
  const amounts = ({ open, interest, lumpSum }: Totals): string[] =>
    [open, ...(hasClaims ? [interest, lumpSum] : [])].map((minor) =>
      formatter.amount(fromMinor(minor, currency), currency),
    );
  drawTitles(page, columns);
  for (const { document, dueOn, openMinor, interestMinor, lumpSumMinor } of reminders) {
    const cells = amounts({
      open: BigInt(openMinor),
      interest: BigInt(interestMinor),
      lumpSum: BigInt(lumpSumMinor),
    });
    drawRow(page, columns, [
      [document.number, STYLE.bold],
      [formatter.date(dueOn), STYLE.body],
      ...cells.map((text) => [text, STYLE.body] as const),
    ]);
  }
  const total = fromMinor(totals.open + totals.interest + totals.lumpSum, currency);
  drawRow(page, columns, [
    [`${table.total} ${formatter.money(total, currency)}`, STYLE.heading],
    ['', STYLE.body],
    ...amounts(totals).map((text) => [text, STYLE.bold] as const),
  ]);
  page.y += 14;
}

/** Draws the terms of the claimed interest and each calculation, so that readers can check it; nothing without interest. */
export function drawInterest(page: Page, reminders: Reminders, { interest: texts }: ReminderTexts): void {
  const { formatter } = page;
  const claimed = reminders.flatMap(({ interest, interestMinor, ...each }) =>
    interest === null || interestMinor === '0' ? [] : [{ ...each, interest }],
  );
  if (claimed.length === 0) return;
  drawHeading(page, texts.title);
  const terms = groupBy(claimed, ({ interest: { ground, baseRate, points, dayCount } }) => {
    const words = { ground: texts.ground[ground], baseRate: baseRate ?? '', dayCount };
    return baseRate === null
      ? fillPlaceholders(texts.fixed, { ...words, points: formatter.percent(points) })
      : fillPlaceholders(texts.aboveBaseRate, { ...words, points: formatter.number(points) });
  });
  for (const [line, ofTerms] of terms) {
    drawLine(page, line, STYLE.body);
    for (const { document, currency, interest } of ofTerms)
      for (const { balance, percent, days, from, to } of interest.spans)
        drawLine(
          page,
          fillPlaceholders(texts.span, {
            number: document.number,
            balance: formatter.money(balance, currency),
            percent: formatter.percent(percent),
            days,
            from: formatter.date(from),
            to: formatter.date(to),
          }),
          STYLE.small,
        );
  }
  page.y += 14;
}

/** Draws the bank accounts, and how to reference a payment. */
export function drawAccounts(
  page: Page,
  accounts: ReminderLetterContent['accounts'],
  { payment }: ReminderTexts,
): void {
  const { formatter } = page;
  const known = Object.entries(accounts).filter(([, { account = '' }]) => account !== '');
  if (known.length === 0) return;
  drawHeading(page, payment.title);
  for (const [currency, { account = '', bank = '', bic = '' }] of known) {
    const parts = [formatter.account(account), bank, bic].filter((part) => part !== '');
    drawLine(
      page,
      fillPlaceholders(payment.account, { currency, account: formatter.list(parts) }),
      STYLE.bold,
    );
  }
  drawLine(page, payment.reference, STYLE.body);
  page.y += 14;
}
