import { IconDoorEnter, IconMapPin, IconPhone } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Ticket } from '../../../api/types.js';
import { FieldRow } from '../../../ui/field/field-row.js';
import { toGeoLink } from './geo-link.js';
import classes from './location-rows.module.css';

/** Site access: gate notes, contact and address. */
export function LocationRows({ ticket }: { readonly ticket: Ticket }) {
  const { t } = useTranslation();
  const { site, contact, customer } = ticket;
  const geo = toGeoLink(site);
  const address = [site.address, site.city].filter(Boolean).join(', ');
  return (
    <>
      <FieldRow
        sign={IconDoorEnter}
        title={site.accessNotes ? site.accessNotes : t('technician:ticket.noAccessNotes')}
      >
        {`${site.name}, ${customer.name}`}
      </FieldRow>
      {contact === null ? null : (
        <a className={classes.link} href={`tel:${contact.phone.replace(/[^+\d]/g, '')}`}>
          <FieldRow sign={IconPhone} title={t('technician:ticket.call', { name: contact.name })}>
            {contact.phone}
          </FieldRow>
        </a>
      )}
      {geo === undefined ? (
        <FieldRow sign={IconMapPin} title={address === '' ? t('technician:ticket.noAddress') : address} />
      ) : (
        <a className={classes.link} href={geo}>
          <FieldRow sign={IconMapPin} title={t('technician:ticket.route')}>
            {address}
          </FieldRow>
        </a>
      )}
    </>
  );
}
