import { Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { DeviceCredential } from '../../../api/types.js';
import { useFormat } from '../../../format/use-format.js';
import { Instant } from '../../../ui/values/instant.js';
import { StateBadge } from '../../../ui/values/state-badge.js';
import classes from './credential-list.module.css';
import { RotationNote } from './rotation-note.js';

export function isUsable({ state }: DeviceCredential): boolean {
  return state === 'active' || state === 'ending';
}

interface CredentialListProps {
  readonly credentials: readonly DeviceCredential[];
  readonly onRevoke: (credential: DeviceCredential) => void;
}

/** Active credentials; ended ones are collapsed. */
export function CredentialList({ credentials, onRevoke }: CredentialListProps) {
  const { t } = useTranslation();
  const usable = credentials.filter(isUsable);
  const ended = credentials.filter((credential) => !isUsable(credential));
  return (
    <>
      <RotationNote usable={usable} />
      <ul>
        {usable.map((credential) => (
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
        <code className={classes.name}>{credential.subject ?? credential.username}</code>
        {credential.kind === 'certificate' ? <CertificateFacts credential={credential} /> : null}
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

/** Identity of a certificate. The fingerprint is shortened for visual comparison and shown in full on hover. */
function CertificateFacts({ credential }: { readonly credential: DeviceCredential }) {
  const { t } = useTranslation();
  const format = useFormat();
  const { authorityName, fingerprint, notAfter } = credential;
  return (
    <>
      <span className={classes.note} title={fingerprint ?? undefined}>
        {t('maker:devices.fingerprint')}{' '}
        <code className="mono">{(fingerprint ?? '').slice(0, 16).replace(/..(?=.)/g, '$&:')}…</code>
      </span>
      <span className={classes.note}>
        {notAfter === null ? '' : t('maker:devices.notAfter', { when: format.date(notAfter) })}
        {authorityName === null ? '' : `, ${t('maker:devices.through', { name: authorityName })}`}
      </span>
    </>
  );
}
