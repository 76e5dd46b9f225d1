import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import type { MachineRow } from '../../../api/types.js';
import { ChargeFields } from './charge-fields.js';
import { withName } from './charge-name.js';
import { createCharges, isModel, type Offer, OFFERS } from './charge-offers.js';
import classes from './charges-form.module.css';
import type { ChargesForm } from './charges-form.js';

interface ChargeListFieldsProps {
  readonly form: ChargesForm;
  readonly currency: string;
  /** Names of the meters, by ID. A new charge uses the first meter. */
  readonly meterNames: ReadonlyMap<string, string>;
  readonly machines: readonly MachineRow[];
  readonly countsAll?: boolean;
  readonly isOfBook?: boolean;
}

/** Keeps a long menu within the window, so that it scrolls. */
const OFFERS_FIT = { flip: true, shift: true, size: { padding: 8 } } as const;

/** The charges of a form in invoice order, with a button to add one. */
export function ChargeListFields({ form, meterNames, ...given }: ChargeListFieldsProps) {
  const { t } = useTranslation();
  const { charges } = form.values;
  return (
    <>
      {charges.length === 0 ? <p className={classes.none}>{t('maker:contract.noCharges')}</p> : null}
      {charges.map((charge, index) => (
        <ChargeFields key={charge.row} form={form} index={index} meterNames={meterNames} {...given} />
      ))}
      <AddCharge form={form} meterIds={[...meterNames.keys()].slice(0, 1)} />
    </>
  );
}

interface AddChargeProps {
  readonly form: ChargesForm;
  /** Meters that a new charge counts. */
  readonly meterIds: readonly string[];
}

/** Menu that adds one of the offered kinds of charges. */
export function AddCharge({ form, meterIds }: AddChargeProps) {
  const { t } = useTranslation();
  const nameOf = useOfferNames();
  const add = (offer: Offer): void => {
    for (const charge of createCharges(offer, meterIds, nameOf)) form.insertListItem('charges', charge);
  };
  return (
    <Menu position="bottom-start" middlewares={OFFERS_FIT}>
      <Menu.Target>
        <Button variant="default" size="xs" leftSection={<IconPlus size={14} />} className={classes.add}>
          {t('maker:charge.add')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.offers}>
        {Object.entries(OFFERS).map(([kind, offers]) => (
          <Fragment key={kind}>
            <Menu.Label>{t(`maker:charge.offers.${kind}`)}</Menu.Label>
            {offers.map((offer) => (
              <Menu.Item key={offer} onClick={() => add(offer)}>
                {t(`maker:charge.${isModel(offer) ? 'model' : 'offer'}.${offer}`)}
                <span className={classes.offerHint}>{t(`maker:charge.offerHint.${offer}`)}</span>
              </Menu.Item>
            ))}
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

/** Returns a function that names an offered charge on the invoice, in English and in the user's language. */
export function useOfferNames(): Parameters<typeof createCharges>[2] {
  const { t, i18n } = useTranslation();
  const english = i18n.getFixedT('en');
  return (offer) =>
    withName({ en: english(`maker:charge.offer.${offer}`) }, i18n.language, t(`maker:charge.offer.${offer}`));
}
