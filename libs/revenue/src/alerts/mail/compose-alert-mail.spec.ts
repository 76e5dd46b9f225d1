import type { NoticeToMail } from '../usage-alerts.queries.js';
import { ALERT_MAIL_TEXTS } from './alert-mail-texts.js';
import { composeAlertMail } from './compose-alert-mail.js';

const NOTICE: NoticeToMail = {
  measure: 'allowance',
  side: 'customer',
  percent: 80,
  periodFrom: '2026-11-01',
  used: '120480.25',
  limit: '150000',
  contractId: 'c-1',
  contract: 'K-PL-1',
  currency: 'PLN',
  unit: 'm3',
  makerName: 'Beihu Air',
  to: 'marek@example.com',
  name: 'Marek',
  locale: 'en',
};
const AMOUNT = { ...NOTICE, measure: 'amount', used: '4100.5', limit: '5000' } as const;

describe('composeAlertMail', () => {
  it('states the used share of the allowance, with a link', () => {
    const { to, subject, text } = composeAlertMail(NOTICE, 'https://air.example');
    expect([to, subject]).toEqual(['marek@example.com', 'Contract K-PL-1: 80% of the allowance used']);
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Since Nov 1, 2026, contract K-PL-1 has used 120,480 m³ of the included 150,000 m³',
    );
    expect(text).toContain('\nhttps://air.example/plant/costs\n');
  });

  it('states amounts with their currency, and links the maker’s people to the contract', () => {
    const { subject, text } = composeAlertMail({ ...AMOUNT, side: 'maker' }, 'https://air.example');
    expect(subject).toBe('Contract K-PL-1: 80% of 5,000.00 PLN reached');
    expect(text).toContain('has cost 4,100.50 PLN');
    expect(text).toContain('\nhttps://air.example/contracts/c-1\n');
  });

  it('uses the reader’s language, or English if it is unknown', () => {
    expect(composeAlertMail({ ...NOTICE, locale: 'zh' }, '').subject).toBe('合同 K-PL-1：包含用量已用 80%');
    expect(composeAlertMail({ ...NOTICE, locale: 'pl' }, '').subject).toBe(
      'Umowa K-PL-1: wykorzystano 80% limitu',
    );
    expect(composeAlertMail({ ...NOTICE, locale: 'xx' }, '').subject).toContain('allowance used');
  });

  it('has every placeholder of the English text in every language', () => {
    const holes = (text: string): string[] => [...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole).sort();
    for (const texts of Object.values(ALERT_MAIL_TEXTS))
      for (const measure of ['allowance', 'amount'] as const)
        for (const part of ['subject', 'body'] as const)
          expect(holes(texts[measure][part])).toEqual(holes(ALERT_MAIL_TEXTS['en']![measure][part]));
  });

  it('prevents a name from adding lines', () => {
    const { subject, text } = composeAlertMail({ ...NOTICE, contract: 'K\nBcc: all@example.com' }, '');
    expect(subject).not.toContain('\n');
    expect(text).not.toMatch(/^Bcc/m);
  });
});
