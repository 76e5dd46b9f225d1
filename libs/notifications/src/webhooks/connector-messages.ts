import { textsForLocale } from '#platform';
import type { NotificationType } from '../domain/catalogue.js';
import { NOTIFICATION_TEXTS } from '../text/notification-texts.js';
import { titleOf } from '../text/notification-title.js';

/** An event as it is sent to webhooks. */
export interface WebhookEvent {
  readonly type: NotificationType | 'webhook.test';
  /** ISO time of the event. */
  readonly timestamp: string;
  readonly data: {
    readonly id: string;
    readonly object: { readonly kind: string; readonly id: string };
    /** Page in the maker's console. */
    readonly path: string;
    readonly facts: Readonly<Record<string, unknown>>;
  };
}

/** Facts that are shown below the title, in this order. */
const SHOWN_FACTS = ['customer', 'site', 'serial', 'number', 'contract'] as const;
const TEST_TITLE = 'Dutycycle test message';

interface Described {
  readonly title: string;
  readonly facts: readonly string[];
  readonly url: string;
  readonly open: string;
}

function describe({ type, data }: WebhookEvent, forLocale: string, publicUrl: string): Described {
  const { locale, texts } = textsForLocale(NOTIFICATION_TEXTS, forLocale);
  const title =
    type === 'webhook.test'
      ? TEST_TITLE
      : titleOf({ type, params: data.facts, isEscalated: false }, texts, locale);
  const facts = SHOWN_FACTS.map((key) => data.facts[key]).filter(
    (value): value is string => typeof value === 'string' && value !== '',
  );
  return { title, facts, url: `${publicUrl}${data.path}`, open: texts.open.replace(/[:：]$/, '') };
}

/** Returns the message for a Slack incoming webhook. */
export function toSlackMessage(event: WebhookEvent, locale: string, publicUrl: string): object {
  const { title, facts, url, open } = describe(event, locale, publicUrl);
  const section = (text: string) => ({ type: 'section', text: { type: 'mrkdwn', text } });
  return {
    text: escapeSlack(title),
    blocks: [
      section(`*${escapeSlack(title)}*`),
      ...(facts.length > 0
        ? [{ type: 'context', elements: [{ type: 'mrkdwn', text: facts.map(escapeSlack).join(' · ') }] }]
        : []),
      section(`<${url}|${escapeSlack(open)}>`),
    ],
  };
}

/** Escapes the characters that Slack interprets, so that a name can't mention a channel or contain a link. */
function escapeSlack(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replace(/[*_~`]/g, (character) => `\u200b${character}`);
}

/** Returns the message for a Microsoft Teams Workflows webhook: an Adaptive Card. */
export function toTeamsMessage(event: WebhookEvent, locale: string, publicUrl: string): object {
  const { title, facts, url, open } = describe(event, locale, publicUrl);
  const text = (content: string, more: object) => ({
    type: 'TextBlock',
    text: escapeTeams(content),
    wrap: true,
    ...more,
  });
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [
            text(title, { weight: 'Bolder', size: 'Medium' }),
            ...(facts.length > 0 ? [text(facts.join(' · '), { isSubtle: true, spacing: 'Small' })] : []),
          ],
          actions: [{ type: 'Action.OpenUrl', title: open, url }],
        },
      },
    ],
  };
}

/** Escapes Markdown, which text blocks of Adaptive Cards interpret. */
function escapeTeams(text: string): string {
  return text.replace(/[\\`*_[\]()#|]/g, (character) => `\\${character}`);
}
