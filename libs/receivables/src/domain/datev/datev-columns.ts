/** Kind of a column: `text` is always quoted, and other values are never quoted. */
type ColumnKind = 'text' | 'value';

const texts = (...names: string[]): [string, ColumnKind][] => names.map((name) => [name, 'text']);
const values = (...names: string[]): [string, ColumnKind][] => names.map((name) => [name, 'value']);
const pairs = (art: string, content: string, count: number): [string, ColumnKind][] =>
  Array.from({ length: count }, (_, index) => texts(`${art} ${index + 1}`, `${content} ${index + 1}`)).flat();

/**
 * Columns of a booking batch in DATEV's format version 13, with the names and in the order of its sample file. The
 * importer reads positions, so all columns are written.
 */
export const DATEV_COLUMNS: readonly (readonly [name: string, kind: ColumnKind])[] = [
  ...values('Umsatz (ohne Soll/Haben-Kz)'),
  ...texts('Soll/Haben-Kennzeichen', 'WKZ Umsatz'),
  ...values('Kurs', 'Basis-Umsatz'),
  ...texts('WKZ Basis-Umsatz'),
  ...values('Konto', 'Gegenkonto (ohne BU-Schlüssel)'),
  ...texts('BU-Schlüssel'),
  ...values('Belegdatum'),
  ...texts('Belegfeld 1', 'Belegfeld 2'),
  ...values('Skonto'),
  ...texts('Buchungstext'),
  ...values('Postensperre'),
  ...texts('Diverse Adressnummer'),
  ...values('Geschäftspartnerbank', 'Sachverhalt', 'Zinssperre'),
  ...texts('Beleglink'),
  ...pairs('Beleginfo - Art', 'Beleginfo - Inhalt', 8),
  ...texts('KOST1 - Kostenstelle', 'KOST2 - Kostenstelle'),
  ...values('Kost-Menge'),
  ...texts('EU-Land u. UStID (Bestimmung)'),
  ...values('EU-Steuersatz (Bestimmung)'),
  ...texts('Abw. Versteuerungsart'),
  ...values(
    'Sachverhalt L+L',
    'Funktionsergänzung L+L',
    'BU 49 Hauptfunktionstyp',
    'BU 49 Hauptfunktionsnummer',
    'BU 49 Funktionsergänzung',
  ),
  ...pairs('Zusatzinformation - Art', 'Zusatzinformation- Inhalt', 20),
  ...values('Stück', 'Gewicht', 'Zahlweise'),
  ...texts('Forderungsart'),
  ...values('Veranlagungsjahr', 'Zugeordnete Fälligkeit', 'Skontotyp'),
  ...texts('Auftragsnummer', 'Buchungstyp'),
  ...values('USt-Schlüssel (Anzahlungen)'),
  ...texts('EU-Land (Anzahlungen)'),
  ...values('Sachverhalt L+L (Anzahlungen)', 'EU-Steuersatz (Anzahlungen)', 'Erlöskonto (Anzahlungen)'),
  ...texts('Herkunft-Kz', 'Buchungs GUID'),
  ...values('KOST-Datum'),
  ...texts('SEPA-Mandatsreferenz'),
  ...values('Skontosperre'),
  ...texts('Gesellschaftername'),
  ...values('Beteiligtennummer'),
  ...texts('Identifikationsnummer', 'Zeichnernummer'),
  ...values('Postensperre bis'),
  ...texts('Bezeichnung SoBil-Sachverhalt'),
  ...values(
    'Kennzeichen SoBil-Buchung',
    'Festschreibung',
    'Leistungsdatum',
    'Datum Zuord. Steuerperiode',
    'Fälligkeit',
  ),
  ...texts('Generalumkehr (GU)'),
  ...values('Steuersatz'),
  ...texts('Land', 'Abrechnungsreferenz'),
  ...values('BVV-Position'),
  ...texts('EU-Land u. UStID (Ursprung)'),
  ...values('EU-Steuersatz (Ursprung)', 'Abw. Skontokonto'),
];
