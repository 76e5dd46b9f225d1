import { useCallback } from 'react';
import { useCodeText } from '../../../i18n/use-code-text.js';

/** A reason's text says what was found in one message; of many it names none. */
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

/** What a reason of quarantine is called, whichever message it is of. */
export function useReasonName(): (reason: string) => string {
  const text = useCodeText();
  return useCallback((reason) => text('common:quarantine', reason, ANY), [text]);
}
