import type { DeliveredNotification } from '../deliveries/delivery-claims.queries.js';
import { NOTIFICATION_TYPES } from '../domain/catalogue.js';
import { CHARGEBACK_REASONS } from '../domain/chargeback-reason.js';
import { composeNotificationMail, type NotificationMail } from './compose-notification-mail.js';
import { NOTIFICATION_TEXTS } from '../text/notification-texts.js';

const alarm: DeliveredNotification = {
  type: 'alarm.critical',
  objectKind: 'alarm',
  objectId: 'a',
  params: {
    serial: 'S-1',
    machineId: 'm',
    names: { en: 'Overheating', zh: '过热' },
    code: 'A33',
    customer: 'Norda',
    site: 'Kielce',
  },
  isEscalated: false,
  occurredAt: new Date('2026-11-30T11:05:00Z'),
};
const mail = (more: Partial<NotificationMail> = {}): NotificationMail => ({
  id: 'delivery-1',
  to: 'lin@example.com',
  name: 'Lin',
  locale: 'en',
  zone: 'Europe/Warsaw',
  role: 'manager',
  makerName: 'Beihu',
  kind: 'immediate',
  items: [alarm],
  token: 'T.s',
  ...more,
});
const compose = (more?: Partial<NotificationMail>) =>
  composeNotificationMail(mail(more), 'https://air.example');

describe('an email', () => {
  it('with one notification says what happened, where and when, with a link', () => {
    const { subject, text, headers } = compose();
    expect(subject).toBe('Critical alarm on S-1: Overheating');
    expect(text.replace(/\s+/g, ' ')).toContain(
      'Critical alarm on S-1: Overheating. Norda, Kielce, Nov 30, 2026, 12:05',
    );
    expect(text).toContain('\nhttps://air.example/fleet/m\n');
    expect(text).toContain('https://air.example/unsubscribe/T.s');
    expect(headers).toMatchObject({
      'Message-ID': '<delivery-1@air.example>',
      'List-Unsubscribe': '<https://air.example/api/v1/unsubscribe/T.s>',
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    });
  });

  it('uses the reader’s language, and the name of the alarm in it', () => {
    expect(compose({ locale: 'zh' }).subject).toBe('S-1 严重报警：过热');
    expect(compose({ locale: 'pl' }).subject).toBe('Alarm krytyczny maszyny S-1: Overheating');
    expect(compose({ locale: 'xx' }).subject).toBe('Critical alarm on S-1: Overheating');
  });

  it('with many of a type has the count, and lists only some', () => {
    const { subject, text } = compose({ items: Array.from({ length: 70 }, () => alarm) });
    expect(subject).toBe('70 × critical alarms');
    expect(text.match(/^- /gm)).toHaveLength(50);
    expect(text).toContain('and 20 more');
  });

  it('of a digest has all types', () => {
    const closed: DeliveredNotification = {
      ...alarm,
      type: 'ticket.closed',
      params: { number: 'TK-1', serial: 'S-1' },
    };
    const { subject, text } = compose({ kind: 'digest', items: [alarm, closed] });
    expect(subject).toBe('Beihu: 2 notifications');
    expect(text).toContain('Ticket TK-1 for S-1 closed');
    expect(text).toContain('Events since your last summary:');
  });

  it('says that the alarm is not acknowledged', () => {
    expect(compose({ items: [{ ...alarm, isEscalated: true }] }).subject).toBe(
      'Not acknowledged: Critical alarm on S-1: Overheating',
    );
  });

  it.each([
    [
      'en',
      '2026-12-20',
      'Chargeback of 1,230.00 PLN for invoice PL-42 opened. Reason: fraudulent payment. Submit evidence by Dec 20, 2026',
    ],
    [
      'pl',
      '2026-12-20',
      'Nowe obciążenie zwrotne 1230,00 PLN, faktura PL-42. Powód: oszukańcza płatność. Dowody można przesłać do 20 gru 2026',
    ],
    [
      'en',
      null,
      'Chargeback of 1,230.00 PLN for invoice PL-42 opened. Reason: fraudulent payment. Evidence can’t be submitted',
    ],
  ])(
    'states amount, reason and last day for evidence of a chargeback in %s (%s)',
    (locale, day, expected) => {
      const chargeback: DeliveredNotification = {
        ...alarm,
        type: 'chargeback.opened',
        objectKind: 'invoice',
        params: {
          invoice: 'PL-42',
          customer: 'Norda',
          amount: '1230.00',
          currency: 'PLN',
          reason: 'fraudulent',
          evidenceDueOn: day,
        },
      };
      const { subject, text } = compose({ locale, items: [chargeback] });
      expect(subject).toBe(expected);
      expect(text).toContain('Norda');
      expect(text).toContain('\nhttps://air.example/billing/a\n');
    },
  );

  it('states the amount of a failed payment with the decimals of its currency', () => {
    const params = { invoice: 'PL-42', amount: '1230', currency: 'JPY' };
    expect(compose({ items: [{ ...alarm, type: 'payment.failed', params }] }).subject).toBe(
      'Payment of 1,230 JPY for invoice PL-42 declined, no retry follows',
    );
  });

  it('prevents a name from adding lines', () => {
    const { subject } = compose({
      items: [{ ...alarm, params: { ...alarm.params, serial: 'S\r\nBcc: x' } }],
    });
    expect(subject).not.toMatch(/[\r\n]/);
  });

  it('names missing facts', () => {
    const { subject } = compose({
      items: [
        { ...alarm, type: 'ticket.assigned', params: { number: 'TK-1', serial: 'S-1', technician: null } },
      ],
    });
    expect(subject).toBe('Ticket TK-1 for S-1 assigned to unknown');
  });
});

describe('the texts', () => {
  const placeholders = (text: string): string[] =>
    [...text.matchAll(/\{\w+\}/g)].map(([each]) => each).sort();
  const english = NOTIFICATION_TEXTS.en!;

  it.each(Object.keys(NOTIFICATION_TEXTS))(
    'have all types and placeholders of the English ones in %s',
    (locale) => {
      const texts = NOTIFICATION_TEXTS[locale]!;
      for (const type of NOTIFICATION_TYPES) {
        expect([type, placeholders(texts.titles[type])]).toEqual([type, placeholders(english.titles[type])]);
        expect(texts.kinds[type]).not.toBe('');
      }
      for (const reason of CHARGEBACK_REASONS) expect(texts.chargebackReasons[reason]).not.toBe('');
      expect(placeholders(texts.evidence.due)).toEqual(['{day}']);
      for (const key of [
        'escalated',
        'bundleSubject',
        'digestSubject',
        'greeting',
        'more',
        'footer',
      ] as const)
        expect([key, placeholders(texts[key])]).toEqual([key, placeholders(english[key])]);
    },
  );
});
