import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query'
import { createApp } from 'vue'
import App from './App.vue'
import { i18n, initialLanguage, setLanguage } from './i18n'
import { connectHost } from './ipc/call'
import { router } from './router'
import { followTheme } from './theme/theme'
import './theme/tokens.css'
import './theme/base.css'

setLanguage(initialLanguage())
followTheme()

// The engine is on the same machine: what it says stays true until this window changes something,
// and a refusal will not become an answer by asking again. Answers are replaced whole, never changed in place,
// so their insides need not be watched: 50,000 rows would each get a proxy.
const queryClient = new QueryClient({
  defaultOptions: {
    queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, networkMode: 'always', shallow: true },
    mutations: { retry: false, networkMode: 'always' },
  },
})

await connectHost()
createApp(App).use(router).use(i18n).use(VueQueryPlugin, { queryClient }).mount('#app')
