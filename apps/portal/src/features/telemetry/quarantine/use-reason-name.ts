import { useCallback } from 'react';
import { useCodeText } from '../../../i18n/use-code-text.js';

/** Placeholders for the details of one message in a reason's text, because a group of messages has no such details. */
const ANY: Record<string, string> = Object.fromEntries(
  [
    'at',
    'bytes',
    'datatype',
    'device',
    'field',
    'index',
    'length',
    'limit',
    'messages',
    'receivedAt',
    'seq',
    'shippedAt',
    'signals',
    'sqlState',
    'ts',
    'value',
  ].map((name) => [name, '…']),
);

/** Returns the name of a quarantine reason, independent of any message. */
export function useReasonName(): (reason: string) => string {
  const text = useCodeText();
  return useCallback((reason) => text('common:quarantine', reason, ANY), [text]);
}
