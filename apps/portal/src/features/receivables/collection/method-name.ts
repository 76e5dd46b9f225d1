import type { useTranslation } from 'react-i18next';
import type { SavedMethod } from '../../../api/types.js';

/** Returns the name by which a person recognizes a saved method: issuer or kind, and the last digits. */
export function methodName(
  { kind, issuer, lastDigits }: SavedMethod,
  t: ReturnType<typeof useTranslation>['t'],
): string {
  const name = issuer === null ? t(`collection.kind.${kind}`) : issuer.toUpperCase();
  return lastDigits === null ? name : `${name} •••• ${lastDigits}`;
}
