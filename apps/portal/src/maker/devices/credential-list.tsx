import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeviceCredential } from '../../api/types.js';
import { useFormat } from '../../format/use-format.js';
import { Instant } from '../../ui/instant.js';
import { StateBadge } from '../../ui/state-badge.js';
import classes from './credential-list.module.css';

export function isUsable({ state }: DeviceCredential): boolean {
  return state === 'active' || state === 'ending';
}

interface CredentialListProps {
  readonly credentials: readonly DeviceCredential[];
  readonly onRevoke: (credential: DeviceCredential) => void;
}

/** The credentials that open a connection; those that have ended are folded away. */
export function CredentialList({ credentials, onRevoke }: CredentialListProps) {
  const { t } = useTranslation();
  const ended = credentials.filter((credential) => !isUsable(credential));
  return (
    <>
      <ul>
        {credentials.filter(isUsable).map((credential) => (
          <Credential key={credential.id} credential={credential} onRevoke={onRevoke} />
        ))}
      </ul>
      {ended.length === 0 ? null : (
        <details className={classes.ended}>
          <summary>{t('maker:devices.ended', { count: ended.length })}</summary>
          <ul>
            {ended.map((credential) => (
              <Credential key={credential.id} credential={credential} />
            ))}
          </ul>
        </details>
      )}
    </>
  );
}

interface CredentialProps {
  readonly credential: DeviceCredential;
  readonly onRevoke?: (credential: DeviceCredential) => void;
}

function Credential({ credential, onRevoke }: CredentialProps) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li className={classes.credential}>
      <div className={classes.words}>
        <code className={classes.name}>{credential.username}</code>
        <span className={classes.note}>
          {t('maker:devices.created', { when: format.date(credential.createdAt) })}
          {credential.lastUsedAt === null ? `, ${t('maker:devices.neverUsed')}` : ''}
          {credential.validUntil === null
            ? ''
            : `, ${t('maker:devices.until', { when: format.dateTime(credential.validUntil) })}`}
        </span>
        {credential.lastUsedAt === null ? null : (
          <span className={classes.note}>
            {t('maker:devices.lastUsed')} <Instant at={credential.lastUsedAt} style="relative" />
          </span>
        )}
      </div>
      <StateBadge state={credential.state} plain />
      {onRevoke === undefined ? null : (
        <Button size="xs" variant="default" onClick={() => onRevoke(credential)}>
          {t('maker:devices.revoke')}
        </Button>
      )}
    </li>
  );
}
