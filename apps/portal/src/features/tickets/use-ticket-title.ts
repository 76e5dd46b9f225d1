import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { TicketRow } from '../../api/types.js';
import { type LocalisedName, localisedName } from '../../i18n/localised.js';

type Titled = Pick<TicketRow, 'titleCode' | 'titleParams' | 'description'>;

/**
 * Returns a function that titles a ticket by its code. A person's request is titled with the first line of its
 * description, up to 80 characters.
 */
export function useTicketTitle(): (ticket: Titled) => string {
  const { t, i18n } = useTranslation();
  return useCallback(
    ({ titleCode, titleParams, description }) => {
      const params = Object.fromEntries(
        Object.entries(titleParams).map(([name, value]) => [
          name,
          typeof value === 'object' && value !== null
            ? localisedName(value as LocalisedName, i18n.language)
            : value,
        ]),
      );
      const key = `common:ticketTitle.${titleCode}`;
      if (i18n.exists(key)) return t(key, params);
      const name = params['name'];
      if (typeof name === 'string' && name !== '') return name;
      return description.split('\n')[0]?.slice(0, 80) || titleCode.replace(/[._]/g, ' ');
    },
    [t, i18n],
  );
}
