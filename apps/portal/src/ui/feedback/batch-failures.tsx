import { Button, Modal } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { Batch } from './use-batch.js';
import classes from './batch-failures.module.css';

/** Lists the objects for which a batch failed, with the reasons; renders nothing if there are none. */
export function BatchFailures({ batch }: { readonly batch: Batch }) {
  const { t } = useTranslation();
  const { failures, dismiss } = batch;
  if (failures.length === 0) return null;
  return (
    <Modal
      opened
      onClose={dismiss}
      title={t('batch.failed', { count: failures.length })}
      closeButtonProps={{ 'aria-label': t('action.close') }}
    >
      <ul className={classes.list}>
        {failures.map(({ key, name, text }) => (
          <li key={key}>
            <b>{name}</b> {text}
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <Button onClick={dismiss}>{t('action.close')}</Button>
      </div>
    </Modal>
  );
}
