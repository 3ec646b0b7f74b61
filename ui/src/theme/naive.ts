import type { GlobalThemeOverrides } from 'naive-ui'
import { computed } from 'vue'
import { theme, token } from './theme'

/** Naive UI in the colours of the tokens. It mixes colours by itself, so it is given values, not variables. */
export const naiveOverrides = computed<GlobalThemeOverrides>(() => {
  // The tokens are read anew whenever the theme changes.
  void theme.value
  const accent = token('--accent')
  const hover = token('--accent-hover')
  return {
    common: {
      fontFamily: token('--font-ui'),
      fontSize: token('--text-md'),
      fontSizeMedium: token('--text-md'),
      primaryColor: accent,
      primaryColorHover: hover,
      primaryColorPressed: hover,
      primaryColorSuppl: accent,
      textColorBase: token('--ink'),
      textColor1: token('--ink'),
      textColor2: token('--ink'),
      textColor3: token('--muted'),
      placeholderColor: token('--muted'),
      iconColor: token('--muted'),
      borderColor: token('--line-control'),
      dividerColor: token('--line'),
      inputColor: token('--surface'),
      popoverColor: token('--surface-overlay'),
      hoverColor: token('--surface-hover'),
      borderRadius: token('--radius-s'),
      heightMedium: token('--control'),
      heightSmall: '28px',
    },
  }
})
