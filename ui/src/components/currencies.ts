/** All currencies that the computer knows, by code. */
export function allCurrencies(): readonly string[] {
  return Intl.supportedValuesOf('currency')
}

/** The code with its name in the language of the window: `CNY 人民币`. */
export function currencyLabel(code: string, locale: string): string {
  const name = new Intl.DisplayNames([locale], { type: 'currency' }).of(code)
  return name === undefined || name === code ? code : `${code} ${name}`
}

/** The three that most sellers of a language keep their books in. */
export function usualCurrencies(locale: string): readonly string[] {
  return locale.startsWith('zh') ? ['USD', 'CNY', 'EUR'] : ['USD', 'EUR', 'GBP']
}
