import type { ReminderTexts } from '../reminder-texts.js';

export const PL: ReminderTexts = {
  title: {
    notice: 'Zbliżający się termin płatności',
    reminder: 'Przypomnienie o płatności',
    second_reminder: 'Drugie przypomnienie o płatności',
    final_notice: 'Ostateczne wezwanie do zapłaty',
  },
  intro: {
    notice: 'Zbliża się termin płatności poniższych faktur. Prosimy o zapłatę w terminie.',
    reminder:
      'Według naszej ewidencji termin płatności poniższych faktur minął. Być może zostały przeoczone. Prosimy o zapłatę otwartych kwot.',
    second_reminder:
      'Przypominaliśmy już o poniższych fakturach, ale nie otrzymaliśmy pełnej zapłaty. Prosimy o niezwłoczną zapłatę łącznej kwoty.',
    final_notice:
      'Mimo naszych przypomnień poniższe faktury nie zostały w pełni opłacone. Prosimy o zapłatę łącznej kwoty w ciągu siedmiu dni. W przeciwnym razie podejmiemy dalsze kroki w celu jej odzyskania.',
  },
  facts: { date: 'Data', documents: 'Faktury' },
  table: {
    document: 'Faktura',
    due: 'Termin płatności',
    open: 'Kwota otwarta',
    interest: 'Odsetki',
    lumpSum: 'Rekompensata',
    total: 'Razem',
  },
  interest: {
    title: 'Obliczenie odsetek',
    aboveBaseRate:
      '{ground}: {points} punktów procentowych powyżej stopy bazowej „{baseRate}”, odsetki proste, {dayCount}.',
    fixed: '{ground}: {points} w skali roku, odsetki proste, {dayCount}.',
    ground: { statutory: 'Ustawowe odsetki za opóźnienie', agreed: 'Umowne odsetki za opóźnienie' },
    span: '{number}: {balance} według stopy {percent}, liczba dni: {days} ({from} – {to})',
  },
  payment: {
    title: 'Płatność',
    account: '{currency}: {account}',
    reference: 'Prosimy podać numer faktury w tytule przelewu.',
  },
  crossed:
    'Pismo uwzględnia płatności otrzymane do dnia {day}. Jeśli zapłata nastąpiła później, prosimy o zignorowanie tego pisma.',
  mail: {
    subject: '{title} od {seller}',
    greeting: 'Dzień dobry,',
    attached: 'W załączniku przesyłamy pismo „{title}” z dnia {day}. Dotyczy ono następujących faktur:',
    document: '{number}, termin płatności {due}: do zapłaty {amount}',
    open: 'Faktury w portalu klienta:',
    questions: '{seller}\nPytania dotyczące pisma: {email}',
  },
};
