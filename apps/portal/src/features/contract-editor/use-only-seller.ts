import { useEffect } from 'react';
import type { LegalEntity } from '../../api/types.js';
import type { DraftForm } from './draft-form.js';

/**
 * Fills in the seller of a new contract with its currency and time zone if the maker has only one legal entity. These
 * values also become the form's initial values, so that leaving it does not ask to discard changes.
 */
export function useOnlySeller(form: DraftForm, isNew: boolean, entities: readonly LegalEntity[]): void {
  const [only] = entities.length === 1 ? entities : [];
  const seller = isNew && form.values.legalEntityId === '' ? only : undefined;
  useEffect(() => {
    if (seller === undefined) return;
    const { id: legalEntityId, currency, zone } = seller;
    const fill = <Values extends object>(values: Values) => ({ ...values, legalEntityId, currency, zone });
    form.setInitialValues(fill(form.getInitialValues()));
    form.setValues(fill(form.getValues()));
  }, [form, seller]);
}
