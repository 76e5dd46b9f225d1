import { ActionIcon, Checkbox, Menu, TextInput, Tooltip } from '@mantine/core';
import { IconBookmark, IconCheck, IconStar, IconStarFilled, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { areaOf, useSession } from '../../api/session.js';
import { request } from '../../api/transport.js';
import type { SavedView } from '../../api/types.js';
import { useStale } from '../../api/use-stale.js';
import { toastDone } from '../../ui/feedback/toast.js';
import { useWork } from '../../ui/feedback/use-work.js';
import { FormSummary } from '../../ui/forms/form-summary.js';
import { FormDialog } from '../../ui/forms/form-dialog.js';
import { useServerForm } from '../../ui/forms/use-server-form.js';
import type { ListView } from './use-list-view.js';
import classes from './view-menu.module.css';

/** Saved views of a list: open, save, overwrite, delete, and choose the default. */
export function ViewMenu({ view }: { readonly view: ListView }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { failure, run } = useWork();
  const [isSaving, setSaving] = useState(false);
  const current = view.views.find((saved) => isCurrent(saved, view));
  const change = (saved: SavedView, body: { isDefault: boolean }): Promise<void> =>
    request('PATCH', '/saved-views/{id}', { path: { id: saved.id }, ifMatch: saved.version, body }).then(() =>
      stale('saved-views'),
    );
  const remove = async (saved: SavedView): Promise<void> => {
    await request('DELETE', '/saved-views/{id}', { path: { id: saved.id } });
    await stale('saved-views');
    toastDone(t('view.deleted', { name: saved.name }));
  };
  return (
    <>
      <Menu position="bottom-end" width={280}>
        <Menu.Target>
          <Tooltip label={t('view.title')}>
            <ActionIcon variant="default" size={26} aria-label={t('view.title')}>
              <IconBookmark size={15} stroke={1.75} />
            </ActionIcon>
          </Tooltip>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{view.views.length === 0 ? t('view.none') : t('view.title')}</Menu.Label>
          {view.views.map((saved) => (
            <div key={saved.id} className={classes.row}>
              <Menu.Item
                className={classes.name}
                leftSection={
                  saved.id === current?.id ? <IconCheck size={14} /> : <span className={classes.blank} />
                }
                onClick={() => view.apply(saved)}
              >
                {saved.name}
                {saved.isOwn ? null : <span className={classes.owner}>{saved.owner}</span>}
              </Menu.Item>
              <ActionIcon
                variant="subtle"
                size={26}
                aria-pressed={saved.isDefault}
                aria-label={t('view.makeDefault', { name: saved.name })}
                onClick={() => run(() => change(saved, { isDefault: !saved.isDefault }))}
              >
                {saved.isDefault ? <IconStarFilled size={14} /> : <IconStar size={14} stroke={1.75} />}
              </ActionIcon>
              {saved.isOwn ? (
                <ActionIcon
                  variant="subtle"
                  size={26}
                  aria-label={t('view.delete', { name: saved.name })}
                  onClick={() => run(() => remove(saved))}
                >
                  <IconTrash size={14} stroke={1.75} />
                </ActionIcon>
              ) : null}
            </div>
          ))}
          <FormSummary summary={failure} />
          <Menu.Divider />
          <Menu.Item onClick={() => setSaving(true)}>{t('view.save')}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {isSaving ? <SaveViewDialog view={view} onClose={() => setSaving(false)} /> : null}
    </>
  );
}

function SaveViewDialog({ view, onClose }: { readonly view: ListView; readonly onClose: () => void }) {
  const { t } = useTranslation();
  const stale = useStale();
  const { membership } = useSession();
  const canShare = areaOf(membership.role) !== 'customer';
  const { form, sending, summary, submit } = useServerForm(
    { name: '', isShared: false, isDefault: false },
    async (values) => {
      await request('POST', '/saved-views', {
        body: { ...values, list: view.list, settings: toSettings(view) },
      });
      await stale('saved-views');
      toastDone(t('view.saved', { name: values.name }));
      onClose();
    },
  );
  return (
    <FormDialog
      title={t('view.save')}
      verb={t('action.save')}
      sending={sending}
      summary={summary}
      onSubmit={submit}
      onClose={onClose}
    >
      <p>{t('view.what')}</p>
      <TextInput label={t('view.name')} maxLength={60} required {...form.getInputProps('name')} />
      {canShare ? (
        <Checkbox label={t('view.share')} {...form.getInputProps('isShared', { type: 'checkbox' })} />
      ) : null}
      <Checkbox label={t('view.openWith')} {...form.getInputProps('isDefault', { type: 'checkbox' })} />
    </FormDialog>
  );
}

/** Returns the current state of a list as a view stores it. */
function toSettings({ filters, sort, layout }: ListView): SavedView['settings'] {
  return {
    filters: Object.fromEntries(
      Object.entries(filters).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
    ),
    sort: sort ?? null,
    layout: { ...layout, hidden: [...layout.hidden] },
  };
}

/** Returns true if a list has the filters and the sort order of a view. */
function isCurrent({ settings }: SavedView, view: ListView): boolean {
  const { filters, sort } = toSettings(view);
  const keys = new Set([...Object.keys(filters), ...Object.keys(settings.filters)]);
  return sort === settings.sort && [...keys].every((key) => filters[key] === settings.filters[key]);
}
