import { INTERNAL_CHANNEL } from '#platform';

/** Topics on which other apps publish to ingest. */
export const INGEST_TOPIC_FILTERS = [INTERNAL_CHANNEL.revokedOfAll, INTERNAL_CHANNEL.watchedOfAll] as const;

const PREFIXES = [INTERNAL_CHANNEL.revoked(''), INTERNAL_CHANNEL.watched('')];

export function isForIngest(topic: string): boolean {
  return PREFIXES.some((prefix) => topic.startsWith(prefix));
}
