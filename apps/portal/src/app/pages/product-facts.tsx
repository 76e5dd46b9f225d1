import { IconFileInvoice, IconHeartRateMonitor, IconTool } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './product-facts.module.css';

const FACTS = [
  { key: 'readings', icon: IconHeartRateMonitor },
  { key: 'service', icon: IconTool },
  { key: 'proof', icon: IconFileInvoice },
] as const;

/** Three facts about the product for visitors who have never seen it. */
export function ProductFacts() {
  const { t } = useTranslation();
  return (
    <ul className={classes.facts}>
      {FACTS.map(({ key, icon: Sign }) => (
        <li key={key} className={classes.fact}>
          <Sign size={20} stroke={1.75} aria-hidden />
          <span>{t(`app:signIn.facts.${key}`)}</span>
        </li>
      ))}
    </ul>
  );
}
