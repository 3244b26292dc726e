#include "context_pool.h"

#include <algorithm>
#include <map>

namespace mvjpeg::cuda {
namespace {

// One uploads, one computes, one downloads, and one is filled or emptied by its caller.
constexpr int kMaxContexts = 4;
// A context that grew beyond this for a rare large batch is not kept.
constexpr size_t kKeptBytes = size_t{512} << 20;

}  // namespace

std::shared_ptr<ContextPool> ContextPool::of(const Device& device) {
  static std::mutex mutex;
  static std::map<int, std::weak_ptr<ContextPool>> pools;
  const std::lock_guard lock(mutex);
  std::weak_ptr<ContextPool>& known = pools[device.index];
  std::shared_ptr<ContextPool> pool = known.lock();
  if (!pool) known = pool = std::make_shared<ContextPool>();
  return pool;
}

ContextPool::ContextPool() { idle_.reserve(kMaxContexts); }

std::unique_ptr<Context> ContextPool::take() {
  std::unique_lock lock(mutex_);
  while (used_ == kMaxContexts) {
    if (under_way_.empty()) {
      changed_.wait(lock);  // every context is being filled or emptied by a thread right now
      continue;
    }
    Ticket& oldest = *under_way_.front();
    under_way_.pop_front();
    lock.unlock();
    oldest.finish();
    lock.lock();
  }
  ++used_;
  if (idle_.empty()) return nullptr;
  std::unique_ptr<Context> context = std::move(idle_.back());
  idle_.pop_back();
  return context;
}

void ContextPool::add(Ticket& ticket) {
  const std::lock_guard lock(mutex_);
  under_way_.push_back(&ticket);
  ticket.finished_ = false;
  changed_.notify_all();
}

void ContextPool::finish(Ticket& ticket) {
  {
    std::unique_lock lock(mutex_);
    const auto found = std::find(under_way_.begin(), under_way_.end(), &ticket);
    if (found == under_way_.end()) {
      changed_.wait(lock, [&] { return ticket.finished_; });
      return;
    }
    under_way_.erase(found);
  }
  ticket.finish();
}

void ContextPool::free_idle() {
  std::vector<std::unique_ptr<Context>> freed;
  freed.reserve(kMaxContexts);
  const std::lock_guard lock(mutex_);
  freed.swap(idle_);
}

ContextPool::Lease::~Lease() {
  context_.reset();
  const std::lock_guard lock(pool_.mutex_);
  --pool_.used_;
  pool_.changed_.notify_all();
}

void ContextPool::Lease::keep() {
  if (context_->bytes() > kKeptBytes) return;
  const std::lock_guard lock(pool_.mutex_);
  pool_.idle_.push_back(std::move(context_));
}

void Ticket::finish() noexcept {
  try {
    seconds_ = lease_->context().finish();
    lease_->keep();
  } catch (const Error& e) {
    error_ = e;
  }
  lease_.reset();
  const std::lock_guard lock(pool_->mutex_);
  finished_ = true;
  pool_->changed_.notify_all();
}

double Ticket::wait() {
  pool_->finish(*this);
  if (error_) throw *error_;
  return seconds_;
}

}  // namespace mvjpeg::cuda
