import { createRouter, createWebHashHistory } from 'vue-router'

/** Every screen is its own chunk, so that the first paint carries only the frame and one screen. */
export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    // The door: the frame goes on from here as soon as it knows whether the workspace holds anything.
    { path: '/', name: 'home', component: () => import('./views/HomeView.vue'), meta: { bare: true } },
    { path: '/today', name: 'today', component: () => import('./views/TodayView.vue') },
    { path: '/plan', name: 'plan', component: () => import('./views/PlanView.vue') },
    { path: '/stock', name: 'stock', component: () => import('./views/StockView.vue') },
    { path: '/stock/:sku', name: 'sku', component: () => import('./views/SkuView.vue'), props: true },
    { path: '/analysis', name: 'analysis', component: () => import('./views/AnalysisView.vue') },
    { path: '/promotion', name: 'promotion', component: () => import('./views/PromotionView.vue') },
    { path: '/landed', name: 'landed', component: () => import('./views/LandedView.vue') },
    { path: '/replay', name: 'replay', component: () => import('./views/ReplayView.vue') },
    { path: '/import', name: 'import', component: () => import('./views/ImportView.vue') },
    { path: '/codes', name: 'codes', component: () => import('./views/AliasView.vue') },
    { path: '/settings', name: 'settings', component: () => import('./views/SettingsView.vue') },
    {
      path: '/welcome',
      name: 'first_run',
      component: () => import('./views/FirstRunView.vue'),
      meta: { bare: true },
    },
    { path: '/:rest(.*)*', redirect: '/today' },
  ],
})
