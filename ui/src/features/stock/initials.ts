/** Pinyin initials, so that `ydd` finds 营地灯. */

/**
 * The first character of each initial's part of the pinyin order. What sorts at or after `帀` begins with z.
 * The order itself is the platform's own (CLDR), no table of characters is needed.
 */
const FIRSTS: readonly (readonly [letter: string, first: string])[] = [
  ['a', '阿'], ['b', '八'], ['c', '嚓'], ['d', '咑'], ['e', '妸'], ['f', '发'], ['g', '旮'],
  ['h', '哈'], ['j', '丌'], ['k', '咔'], ['l', '垃'], ['m', '妈'], ['n', '拏'], ['o', '噢'],
  ['p', '妑'], ['q', '七'], ['r', '呥'], ['s', '仨'], ['t', '他'], ['w', '屲'], ['x', '夕'],
  ['y', '丫'], ['z', '帀'],
]

const collator = new Intl.Collator('zh-CN-u-co-pinyin')
const HAN = /\p{Script=Han}/u
const known = new Map<string, string>()

function initial(char: string): string {
  const cached = known.get(char)
  if (cached !== undefined) return cached
  let found = ''
  for (const [letter, first] of FIRSTS) {
    if (collator.compare(char, first) < 0) break
    found = letter
  }
  known.set(char, found)
  return found
}

/** Initials of the Chinese characters; other letters and digits stay, spaces go. */
export function pinyinInitials(text: string): string {
  if (!HAN.test(text)) return ''
  let letters = ''
  for (const char of text.toLowerCase()) {
    if (HAN.test(char)) letters += initial(char)
    else if (!/\s/.test(char)) letters += char
  }
  return letters
}
