import { UnstyledButton } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { Credentials } from '../../api/session.js';
import type { DemoPerson } from '../../api/types.js';
import { useOne } from '../../api/use-one.js';
import { initials } from '../../shell/initials.js';
import classes from './demo-people.module.css';

interface DemoPeopleProps {
  /** Whether a sign-in is in progress. */
  readonly busy: boolean;
  readonly onChoose: (credentials: Credentials) => void;
}

/**
 * Demo users, each with a one-click sign-in. Shows nothing in a real installation, where the server's list is empty, or
 * if the list cannot be loaded, because the form also works for the demo.
 */
export function DemoPeople({ busy, onChoose }: DemoPeopleProps) {
  const { t } = useTranslation();
  const demo = useOne('demo', '/demo');
  const people = demo.data?.people ?? [];
  if (people.length === 0) return null;
  return (
    <section className={classes.demo} aria-labelledby="demo-people">
      <h2 id="demo-people" className={classes.title}>
        {t('app:signIn.demo')}
      </h2>
      <ul>
        {people.map((person: DemoPerson) => (
          <li key={person.email}>
            <UnstyledButton
              className={classes.person}
              disabled={busy}
              onClick={() => onChoose({ email: person.email, password: person.password })}
            >
              <span className={classes.initials} aria-hidden>
                {initials(person.name)}
              </span>
              <span className={classes.words}>
                <span className={classes.name}>
                  {person.name} <span className={classes.role}>{t(`role.${person.role}`)}</span>
                </span>
                <span className={classes.does}>{t(`app:signIn.demoDoes.${person.role}`)}</span>
              </span>
              <IconArrowRight size={18} stroke={1.75} aria-hidden />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </section>
  );
}
