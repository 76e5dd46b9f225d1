import { toSlackMessage, toTeamsMessage, type WebhookEvent } from './connector-messages.js';

const event: WebhookEvent = {
  type: 'alarm.critical',
  timestamp: '2026-11-30T11:05:00Z',
  data: {
    id: 'e',
    object: { kind: 'alarm', id: 'a' },
    path: '/fleet/m',
    facts: { serial: 'S-1', names: { en: 'Over<heating>', zh: '过热' }, customer: 'Norda & Co', site: null },
  },
};

describe('a message to Slack', () => {
  it('has a title, facts and a link, with names escaped', () => {
    expect(toSlackMessage(event, 'en', 'https://air.example')).toEqual({
      text: 'Critical alarm on S-1: Over&lt;heating&gt;',
      blocks: [
        { type: 'section', text: { type: 'mrkdwn', text: '*Critical alarm on S-1: Over&lt;heating&gt;*' } },
        { type: 'context', elements: [{ type: 'mrkdwn', text: 'Norda &amp; Co · S-1' }] },
        { type: 'section', text: { type: 'mrkdwn', text: '<https://air.example/fleet/m|View details>' } },
      ],
    });
  });

  it('is in the language of the endpoint', () => {
    expect(toSlackMessage(event, 'zh', '')).toMatchObject({ text: 'S-1 严重报警：过热' });
  });
});

describe('a message to Teams', () => {
  it('is an Adaptive Card', () => {
    expect(toTeamsMessage(event, 'en', 'https://air.example')).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: {
            type: 'AdaptiveCard',
            version: '1.4',
            body: [
              { type: 'TextBlock', text: 'Critical alarm on S-1: Over<heating>' },
              { type: 'TextBlock', text: 'Norda & Co · S-1' },
            ],
            actions: [{ type: 'Action.OpenUrl', url: 'https://air.example/fleet/m' }],
          },
        },
      ],
    });
  });

  it('of a test has no facts', () => {
    const test: WebhookEvent = { ...event, type: 'webhook.test', data: { ...event.data, facts: {} } };
    expect(JSON.stringify(toTeamsMessage(test, 'en', ''))).toContain('Dutycycle test message');
  });
});
