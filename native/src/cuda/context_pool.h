// Batches under way, and the contexts that they have.
#pragma once

#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "../error.h"
#include "context.h"

namespace mvjpeg::cuda {

class Ticket;

// A few contexts of a device, made on demand and shared by all kernels. Where all are in use, the
// oldest batch under way is finished to get its context; so a caller may hold any number of tickets
// and cannot lock itself or others out.
class ContextPool : public std::enable_shared_from_this<ContextPool> {
 public:
  // That of a device; it goes with its last user.
  static std::shared_ptr<ContextPool> of(const Device& device);

  ContextPool();

  // Runs `queue(context)`, which queues a batch. A context whose use fails is not used again.
  template <typename Queue>
  std::unique_ptr<Ticket> start(const Queue& queue);

  // Frees the memory of contexts that nobody uses.
  void free_idle();

 private:
  friend class Ticket;

  // The right to a context, and the context; both are given back, whatever became of it.
  class Lease {
   public:
    // The right is taken first, so that it is given back if no context can be made.
    explicit Lease(ContextPool& pool) : Lease(pool, pool.take()) {
      if (!context_) context_ = std::make_unique<Context>();
    }
    ~Lease();
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;

    Context& context() const { return *context_; }
    // The context is fit for another batch.
    void keep();

   private:
    Lease(ContextPool& pool, std::unique_ptr<Context> context)
        : pool_(pool), context_(std::move(context)) {}

    ContextPool& pool_;
    std::unique_ptr<Context> context_;
  };

  // Waits for the right to a context; returns an idle one, or null if there is none.
  std::unique_ptr<Context> take();
  void add(Ticket& ticket);
  void finish(Ticket& ticket);

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::unique_ptr<Context>> idle_;
  std::deque<Ticket*> under_way_;  // the oldest first; those that nobody is finishing
  int used_ = 0;
};

// A batch under way. Its owner waits for it; others may have finished it before.
class Ticket {
 public:
  explicit Ticket(std::shared_ptr<ContextPool> pool) : pool_(std::move(pool)), lease_(*pool_) {}
  ~Ticket() { pool_->finish(*this); }
  Ticket(const Ticket&) = delete;
  Ticket& operator=(const Ticket&) = delete;

  // Waits until the caller has the planes, and tells how many seconds the kernels took. Throws
  // Error.
  double wait();

 private:
  friend class ContextPool;

  void finish() noexcept;

  const std::shared_ptr<ContextPool> pool_;
  std::optional<ContextPool::Lease> lease_;
  std::optional<Error> error_;
  double seconds_ = 0;
  bool finished_ = true;  // false once it is under way; guarded by the pool's mutex
};

template <typename Queue>
std::unique_ptr<Ticket> ContextPool::start(const Queue& queue) {
  auto ticket = std::make_unique<Ticket>(shared_from_this());
  queue(ticket->lease_->context());
  add(*ticket);
  return ticket;
}

}  // namespace mvjpeg::cuda
