import { classify, objectOf, SOURCE_NAMES } from './sources.js';

const event = (name: string, payload: Record<string, string> = {}) => ({ id: 'e', name, payload });

describe('the object of an event', () => {
  it('is the one that the payload names', () => {
    expect(objectOf(event('service.ticket_opened', { ticketId: 't' }))).toEqual({
      kind: 'ticket',
      id: 't',
      facts: { kind: 'ticket', id: 't' },
    });
  });

  it.each([
    ['receivables.payment_failed', { attemptId: 'a' }, { kind: 'payment_attempt', id: 'a' }],
    ['receivables.chargeback_opened', { chargebackId: 'c' }, { kind: 'chargeback', id: 'c' }],
  ])('%s is the invoice, with facts about its payment', (name, payload, facts) => {
    expect(objectOf(event(name, { invoiceId: 'i', ...payload }))).toEqual({
      kind: 'invoice',
      id: 'i',
      facts,
    });
    expect(objectOf(event(name, { invoiceId: 'i' }))).toBeUndefined();
  });

  it('is none for other events, or without its id', () => {
    expect(objectOf(event('telemetry.history_filled'))).toBeUndefined();
    expect(objectOf(event('service.ticket_opened'))).toBeUndefined();
    expect(SOURCE_NAMES).toContain('service.ticket_opened');
  });
});

describe('the type of an event', () => {
  it.each([
    ['diagnostics.alarm_raised', { severity: 'critical' }, { type: 'alarm.critical', side: null }],
    ['diagnostics.alarm_raised', { severity: 'warning' }, { type: 'alarm.warning', side: null }],
    ['diagnostics.alarm_raised', { severity: 'info' }, undefined],
    ['billing.dispute_opened', { openedSide: 'customer' }, { type: 'dispute.opened', side: 'maker' }],
    ['billing.dispute_opened', { openedSide: 'maker' }, { type: 'dispute.opened', side: 'customer' }],
    ['billing.dispute_noted', { lastSide: 'customer' }, { type: 'dispute.answered', side: 'maker' }],
    ['billing.dispute_noted', { lastSide: 'maker' }, { type: 'dispute.answered', side: 'customer' }],
    ['billing.dispute_decided', { state: 'settled' }, { type: 'dispute.decided', side: 'customer' }],
    [
      'billing.dispute_decided',
      { state: 'withdrawn', openedSide: 'customer' },
      { type: 'dispute.decided', side: 'maker' },
    ],
    ['equipment.certificate_expiring', {}, { type: 'certificate.expiring', side: 'maker' }],
    ['receivables.payment_failed', {}, { type: 'payment.failed', side: null }],
    ['receivables.chargeback_opened', {}, { type: 'chargeback.opened', side: null }],
    ['telemetry.history_filled', {}, undefined],
  ])('%s with %j', (name, params, expected) => {
    expect(classify(event(name), params)).toEqual(expected);
  });
});
