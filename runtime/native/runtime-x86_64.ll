; Made by `make runtime-ir` from the C beside it: change that.
; sources 927a5f1fd098e7bee690bf9cdc58e15cfc1576f69b8023e8eeb739a50d4ae628
; ModuleID = 'runtime.c'
source_filename = "runtime.c"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%struct.zs_model = type { i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i32, i64, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, ptr, i64, ptr }
%struct.anon = type { %union.pthread_mutex_t, [512 x i8] }
%union.pthread_mutex_t = type { %struct.__pthread_mutex_s }
%struct.__pthread_mutex_s = type { i32, i32, i32, i32, i32, i16, i16, %struct.__pthread_internal_list }
%struct.__pthread_internal_list = type { ptr, ptr }
%struct.anon.0 = type { %union.pthread_mutex_t, %struct.region, i64 }
%struct.region = type { ptr, i64 }
%struct.anon.1 = type { ptr, i32 }
%struct.cpu_mask = type { [16 x i64] }
%struct.zs_port = type { ptr, i32, i32, ptr }
%struct.zs_symbol = type { ptr, i64, i64 }
%struct.worker = type { ptr, i32, i64 }
%struct.zs_tensor = type { ptr, i64, i32, i32, ptr, ptr }
%struct.zs_step = type { ptr, ptr, i64, i64 }
%struct.__va_list_tag = type { i32, i32, ptr, ptr }
%struct.zs_plan = type { i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, ptr, ptr }
%struct.zs_check = type { i64, ptr }
%struct.zs_reloc = type { i64, i64, i64 }
%struct.__sigset_t = type { [16 x i64] }
%struct.timespec = type { i64, i64 }
%struct.zs_region = type { i64, i64, i64, i64, i64 }
%struct.zs_mark = type { i64, i64, i64, i64, i64 }
%struct.zs_binding = type { i64, i64, i64, ptr }
%struct.zs_loop = type { i64, i64, i64, i64 }

@zs_this_model = external hidden constant %struct.zs_model, align 8
@.str = private unnamed_addr constant [16 x i8] c"session is NULL\00", align 1
@.str.1 = private unnamed_addr constant [43 x i8] c"the system refused the memory of a session\00", align 1
@.str.2 = private unnamed_addr constant [39 x i8] c"output %d does not exist, there are %d\00", align 1
@.str.3 = private unnamed_addr constant [44 x i8] c"output '%s': its dims are known after a run\00", align 1
@.str.4 = private unnamed_addr constant [43 x i8] c"nothing was measured: open with ZS_PROFILE\00", align 1
@open_failure = internal global %struct.anon zeroinitializer, align 8
@.str.5 = private unnamed_addr constant [3 x i8] c"%s\00", align 1
@.str.6 = private unnamed_addr constant [48 x i8] c"the library is damaged: compile the model again\00", align 1
@.str.7 = private unnamed_addr constant [64 x i8] c"this processor lacks %s; compile the model for it with --target\00", align 1
@.str.8 = private unnamed_addr constant [34 x i8] c"a feature unknown to this runtime\00", align 1
@cpu_feature_names = internal unnamed_addr constant [8 x ptr] [ptr @.str.10, ptr @.str.11, ptr @.str.12, ptr @.str.13, ptr @.str.14, ptr @.str.15, ptr @.str.16, ptr @.str.17], align 16
@.str.10 = private unnamed_addr constant [5 x i8] c"avx2\00", align 1
@.str.11 = private unnamed_addr constant [4 x i8] c"fma\00", align 1
@.str.12 = private unnamed_addr constant [8 x i8] c"avx512f\00", align 1
@.str.13 = private unnamed_addr constant [9 x i8] c"avx512bw\00", align 1
@.str.14 = private unnamed_addr constant [9 x i8] c"avx512dq\00", align 1
@.str.15 = private unnamed_addr constant [9 x i8] c"avx512vl\00", align 1
@.str.16 = private unnamed_addr constant [5 x i8] c"f16c\00", align 1
@.str.17 = private unnamed_addr constant [5 x i8] c"bmi2\00", align 1
@.str.18 = private unnamed_addr constant [54 x i8] c"options.size is %llu, must be sizeof(zs_options), %zu\00", align 1
@.str.19 = private unnamed_addr constant [37 x i8] c"options.flags has unknown bits: 0x%x\00", align 1
@.str.20 = private unnamed_addr constant [56 x i8] c"options.threads is %d, must be 1..%d, or 0 for all CPUs\00", align 1
@.str.21 = private unnamed_addr constant [51 x i8] c"options.memory_limit is %lld, must not be negative\00", align 1
@.str.22 = private unnamed_addr constant [50 x i8] c"cannot start %d threads (error %d); ask for fewer\00", align 1
@.str.23 = private unnamed_addr constant [12 x i8] c"zeroskip-%d\00", align 1
@.str.24 = private unnamed_addr constant [31 x i8] c"raise it or open with ZS_SHARE\00", align 1
@.str.25 = private unnamed_addr constant [81 x i8] c"the system refused %lld bytes for the weights; free memory or open with ZS_SHARE\00", align 1
@.str.26 = private unnamed_addr constant [71 x i8] c"%zu bytes of memory are needed, more than the memory_limit of %lld; %s\00", align 1
@shared_weights = internal global %struct.anon.0 zeroinitializer, align 8
@.str.27 = private unnamed_addr constant [32 x i8] c"raise it or feed smaller inputs\00", align 1
@.str.28 = private unnamed_addr constant [75 x i8] c"the system refused %zu bytes of memory; feed smaller inputs or free memory\00", align 1
@.str.29 = private unnamed_addr constant [15 x i8] c"inputs is NULL\00", align 1
@.str.30 = private unnamed_addr constant [16 x i8] c"outputs is NULL\00", align 1
@.str.31 = private unnamed_addr constant [30 x i8] c"input '%s': is %s, must be %s\00", align 1
@.str.32 = private unnamed_addr constant [38 x i8] c"input '%s': has %d dims, must have %d\00", align 1
@.str.33 = private unnamed_addr constant [25 x i8] c"input '%s': dims is NULL\00", align 1
@.str.34 = private unnamed_addr constant [57 x i8] c"input '%s': has %zu bytes, its dims and strides need %zu\00", align 1
@.str.35 = private unnamed_addr constant [25 x i8] c"input '%s': data is NULL\00", align 1
@.str.36 = private unnamed_addr constant [19 x i8] c"of an unknown type\00", align 1
@.str.37 = private unnamed_addr constant [8 x i8] c"float32\00", align 1
@.str.38 = private unnamed_addr constant [6 x i8] c"uint8\00", align 1
@.str.39 = private unnamed_addr constant [5 x i8] c"int8\00", align 1
@.str.40 = private unnamed_addr constant [7 x i8] c"uint16\00", align 1
@.str.41 = private unnamed_addr constant [6 x i8] c"int16\00", align 1
@.str.42 = private unnamed_addr constant [6 x i8] c"int32\00", align 1
@.str.43 = private unnamed_addr constant [6 x i8] c"int64\00", align 1
@.str.44 = private unnamed_addr constant [5 x i8] c"bool\00", align 1
@.str.45 = private unnamed_addr constant [8 x i8] c"float16\00", align 1
@.str.46 = private unnamed_addr constant [8 x i8] c"float64\00", align 1
@.str.47 = private unnamed_addr constant [7 x i8] c"uint32\00", align 1
@.str.48 = private unnamed_addr constant [7 x i8] c"uint64\00", align 1
@.str.49 = private unnamed_addr constant [10 x i8] c"complex64\00", align 1
@.str.50 = private unnamed_addr constant [11 x i8] c"complex128\00", align 1
@.str.51 = private unnamed_addr constant [9 x i8] c"bfloat16\00", align 1
@.str.52 = private unnamed_addr constant [14 x i8] c"float8_e4m3fn\00", align 1
@.str.53 = private unnamed_addr constant [16 x i8] c"float8_e4m3fnuz\00", align 1
@.str.54 = private unnamed_addr constant [12 x i8] c"float8_e5m2\00", align 1
@.str.55 = private unnamed_addr constant [16 x i8] c"float8_e5m2fnuz\00", align 1
@.str.56 = private unnamed_addr constant [6 x i8] c"uint4\00", align 1
@.str.57 = private unnamed_addr constant [5 x i8] c"int4\00", align 1
@.str.58 = private unnamed_addr constant [14 x i8] c"float4_e2m1fn\00", align 1
@.str.59 = private unnamed_addr constant [15 x i8] c"float8_e8m0fnu\00", align 1
@.str.60 = private unnamed_addr constant [6 x i8] c"uint2\00", align 1
@.str.61 = private unnamed_addr constant [5 x i8] c"int2\00", align 1
@dtypes = internal unnamed_addr constant <{ %struct.anon.1, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, %struct.anon.1, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] }, { ptr, i32, [4 x i8] } }> <{ %struct.anon.1 zeroinitializer, { ptr, i32, [4 x i8] } { ptr @.str.37, i32 4, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.38, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.39, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.40, i32 2, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.41, i32 2, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.42, i32 4, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.43, i32 8, [4 x i8] zeroinitializer }, %struct.anon.1 zeroinitializer, { ptr, i32, [4 x i8] } { ptr @.str.44, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.45, i32 2, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.46, i32 8, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.47, i32 4, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.48, i32 8, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.49, i32 8, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.50, i32 16, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.51, i32 2, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.52, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.53, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.54, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.55, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.56, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.57, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.58, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.59, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.60, i32 1, [4 x i8] zeroinitializer }, { ptr, i32, [4 x i8] } { ptr @.str.61, i32 1, [4 x i8] zeroinitializer } }>, align 16
@.str.63 = private unnamed_addr constant [41 x i8] c"input '%s': dim %d is %lld, must be %lld\00", align 1
@.str.64 = private unnamed_addr constant [82 x i8] c"input '%s': dim %d (%s) is %lld, outside %lld..%lld; compile with --dim %s=LO..HI\00", align 1
@.str.65 = private unnamed_addr constant [63 x i8] c"input '%s': dim %d (%s) is %lld, but input '%s' has %lld there\00", align 1
@.str.66 = private unnamed_addr constant [31 x i8] c"output '%s': is %s, must be %s\00", align 1
@.str.67 = private unnamed_addr constant [34 x i8] c"output '%s': strides must be NULL\00", align 1
@.str.68 = private unnamed_addr constant [49 x i8] c"output '%s': data must be aligned to one element\00", align 1
@.str.69 = private unnamed_addr constant [47 x i8] c"output '%s': has room for %zu bytes, needs %zu\00", align 1
@.str.70 = private unnamed_addr constant [52 x i8] c"output '%s': the system refused %zu bytes of memory\00", align 1
@.str.71 = private unnamed_addr constant [34 x i8] c"raise it or feed row-major inputs\00", align 1
@.str.72 = private unnamed_addr constant [35 x i8] c"cannot start %d threads (error %d)\00", align 1
@.str.73 = private unnamed_addr constant [36 x i8] c"step '%s': an index is out of range\00", align 1
@.str.74 = private unnamed_addr constant [40 x i8] c"step '%s': sizes that must agree do not\00", align 1
@.str.75 = private unnamed_addr constant [41 x i8] c"step '%s': an integer is divided by zero\00", align 1
@.str.76 = private unnamed_addr constant [33 x i8] c"step '%s': failed with status %d\00", align 1
@.str.77 = private unnamed_addr constant [42 x i8] c"'%s': the size %lld is outside %lld..%lld\00", align 1
@.str.78 = private unnamed_addr constant [80 x i8] c"'%s': with these sizes the model needs more memory than a processor can address\00", align 1

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable
define noundef i32 @zs_abi() local_unnamed_addr #0 {
  ret i32 2
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable
define ptr @zs_manifest() local_unnamed_addr #0 {
  %1 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @zs_this_model, i64 168), align 8
  ret ptr %1
}

; Function Attrs: nounwind uwtable
define range(i32 0, 6) i32 @zs_open(ptr noundef writeonly captures(address_is_null) %0, ptr noundef readonly captures(address_is_null) %1) local_unnamed_addr #1 {
  %3 = alloca %struct.cpu_mask, align 8
  %4 = alloca %struct.cpu_mask, align 8
  %5 = alloca [128 x i8], align 16
  %6 = alloca ptr, align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #14
  %7 = icmp eq ptr %0, null
  br i1 %7, label %8, label %11

8:                                                ; preds = %2
  %9 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull @open_failure) #14
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), ptr noundef nonnull align 1 dereferenceable(16) @.str, i64 16, i1 false)
  %10 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull @open_failure) #14
  br label %445

11:                                               ; preds = %2
  store ptr null, ptr %0, align 8
  %12 = call i32 @posix_memalign(ptr noundef nonnull %6, i64 noundef 64, i64 noundef 1280) #14
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %17, label %14

14:                                               ; preds = %11
  %15 = call i32 @pthread_mutex_lock(ptr noundef nonnull @open_failure) #14
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(43) getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), ptr noundef nonnull align 1 dereferenceable(43) @.str.1, i64 43, i1 false)
  %16 = call i32 @pthread_mutex_unlock(ptr noundef nonnull @open_failure) #14
  br label %445

17:                                               ; preds = %11
  %18 = load ptr, ptr %6, align 8
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 1 dereferenceable(1280) %18, i8 0, i64 1280, i1 false)
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 448
  %20 = call i32 @pthread_mutex_init(ptr noundef nonnull %19, ptr noundef null) #14
  %21 = getelementptr inbounds nuw i8, ptr %18, i64 512
  store ptr @zs_this_model, ptr %21, align 64
  %22 = load i32, ptr @zs_this_model, align 8
  %23 = icmp eq i32 %22, 2
  br i1 %23, label %26, label %24

24:                                               ; preds = %17
  %25 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.6)
  br label %438

26:                                               ; preds = %17
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #14
  %27 = load i32, ptr getelementptr inbounds nuw (i8, ptr @zs_this_model, i64 4), align 4
  %28 = call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}"(i32 0, i32 0) #14, !srcloc !5
  %29 = extractvalue { i32, i32, i32, i32 } %28, 0
  %30 = icmp ult i32 %29, 7
  br i1 %30, label %75, label %31

31:                                               ; preds = %26
  %32 = call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}"(i32 1, i32 0) #14, !srcloc !5
  %33 = extractvalue { i32, i32, i32, i32 } %32, 2
  %34 = call { i32, i32, i32, i32 } asm sideeffect "cpuid", "={ax},={bx},={cx},={dx},{ax},{cx},~{dirflag},~{fpsr},~{flags}"(i32 7, i32 0) #14, !srcloc !5
  %35 = extractvalue { i32, i32, i32, i32 } %34, 1
  %36 = and i32 %33, 134217728
  %37 = icmp eq i32 %36, 0
  br i1 %37, label %38, label %41

38:                                               ; preds = %31
  %39 = lshr i32 %35, 1
  %40 = and i32 %39, 128
  br label %75

41:                                               ; preds = %31
  %42 = call { i32, i32 } asm sideeffect "xgetbv", "={ax},={dx},{cx},~{dirflag},~{fpsr},~{flags}"(i32 0) #14, !srcloc !6
  %43 = extractvalue { i32, i32 } %42, 0
  %44 = and i32 %43, 6
  %45 = icmp eq i32 %44, 6
  %46 = and i32 %43, 230
  %47 = icmp eq i32 %46, 230
  %48 = lshr i32 %35, 1
  %49 = and i32 %48, 128
  br i1 %45, label %50, label %60

50:                                               ; preds = %41
  %51 = lshr i32 %35, 5
  %52 = and i32 %51, 1
  %53 = lshr i32 %33, 11
  %54 = and i32 %53, 2
  %55 = lshr i32 %33, 23
  %56 = and i32 %55, 64
  %57 = or disjoint i32 %56, %54
  %58 = or disjoint i32 %57, %52
  %59 = or disjoint i32 %58, %49
  br i1 %47, label %61, label %75

60:                                               ; preds = %41
  br i1 %47, label %61, label %75

61:                                               ; preds = %60, %50
  %62 = phi i32 [ %59, %50 ], [ %49, %60 ]
  %63 = lshr i32 %35, 14
  %64 = and i32 %63, 4
  %65 = lshr i32 %35, 27
  %66 = and i32 %65, 8
  %67 = or disjoint i32 %64, %66
  %68 = lshr i32 %35, 13
  %69 = and i32 %68, 16
  %70 = or disjoint i32 %67, %69
  %71 = lshr i32 %35, 26
  %72 = and i32 %71, 32
  %73 = or disjoint i32 %70, %72
  %74 = or i32 %73, %62
  br label %75

75:                                               ; preds = %61, %60, %50, %38, %26
  %76 = phi i32 [ 0, %26 ], [ %49, %60 ], [ %74, %61 ], [ %40, %38 ], [ %59, %50 ]
  %77 = xor i32 %76, -1
  %78 = and i32 %27, %77
  %79 = icmp eq i32 %78, 0
  br i1 %79, label %110, label %80

80:                                               ; preds = %75
  store i8 0, ptr %5, align 16
  br label %81

81:                                               ; preds = %102, %80
  %82 = phi i64 [ 0, %80 ], [ %103, %102 ]
  %83 = trunc nuw nsw i64 %82 to i32
  %84 = shl nuw nsw i32 1, %83
  %85 = and i32 %84, %78
  %86 = icmp eq i32 %85, 0
  br i1 %86, label %102, label %87

87:                                               ; preds = %81
  %88 = call i64 @strlen(ptr nonnull dereferenceable(1) %5)
  %89 = getelementptr inbounds nuw ptr, ptr @cpu_feature_names, i64 %82
  %90 = load ptr, ptr %89, align 8
  %91 = call i64 @strlen(ptr noundef nonnull dereferenceable(1) %90) #24
  %92 = add i64 %88, -127
  %93 = add i64 %92, %91
  %94 = icmp ult i64 %93, -129
  br i1 %94, label %102, label %95

95:                                               ; preds = %87
  %96 = load i8, ptr %5, align 16
  %97 = icmp eq i8 %96, 0
  br i1 %97, label %100, label %98

98:                                               ; preds = %95
  %99 = getelementptr inbounds i8, ptr %5, i64 %88
  store i16 32, ptr %99, align 1
  br label %100

100:                                              ; preds = %98, %95
  %101 = call ptr @strcat(ptr noundef nonnull dereferenceable(1) %5, ptr noundef nonnull dereferenceable(1) %90) #14
  br label %102

102:                                              ; preds = %100, %87, %81
  %103 = add nuw nsw i64 %82, 1
  %104 = icmp eq i64 %103, 8
  br i1 %104, label %105, label %81, !llvm.loop !7

105:                                              ; preds = %102
  %106 = load i8, ptr %5, align 16
  %107 = icmp eq i8 %106, 0
  %108 = select i1 %107, ptr @.str.8, ptr %5
  %109 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 4, ptr noundef nonnull @.str.7, ptr noundef nonnull %108)
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #14
  br label %438

110:                                              ; preds = %75
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #14
  %111 = getelementptr inbounds nuw i8, ptr %18, i64 488
  store i64 24, ptr %111, align 8
  %112 = icmp eq ptr %1, null
  br i1 %112, label %119, label %113

113:                                              ; preds = %110
  %114 = load i64, ptr %1, align 8
  %115 = icmp eq i64 %114, 24
  br i1 %115, label %118, label %116

116:                                              ; preds = %113
  %117 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.18, i64 noundef %114, i64 noundef 24)
  br label %438

118:                                              ; preds = %113
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %111, ptr noundef nonnull readonly align 8 dereferenceable(24) %1, i64 24, i1 false)
  br label %119

119:                                              ; preds = %118, %110
  %120 = getelementptr inbounds nuw i8, ptr %18, i64 500
  %121 = load i32, ptr %120, align 4
  %122 = and i32 %121, -16
  %123 = icmp eq i32 %122, 0
  br i1 %123, label %126, label %124

124:                                              ; preds = %119
  %125 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.19, i32 noundef %122)
  br label %438

126:                                              ; preds = %119
  %127 = getelementptr inbounds nuw i8, ptr %18, i64 496
  %128 = load i32, ptr %127, align 8
  %129 = icmp ugt i32 %128, 1024
  br i1 %129, label %130, label %132

130:                                              ; preds = %126
  %131 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.20, i32 noundef %128, i32 noundef 1024)
  br label %438

132:                                              ; preds = %126
  %133 = getelementptr inbounds nuw i8, ptr %18, i64 504
  %134 = load i64, ptr %133, align 8
  %135 = icmp slt i64 %134, 0
  br i1 %135, label %136, label %138

136:                                              ; preds = %132
  %137 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 1, ptr noundef nonnull @.str.21, i64 noundef %134)
  br label %438

138:                                              ; preds = %132
  %139 = icmp eq i32 %128, 0
  br i1 %139, label %140, label %164

140:                                              ; preds = %138
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %4, i8 0, i64 128, i1 false), !alias.scope !10
  %141 = call i32 @sched_getaffinity(i32 noundef 0, i64 noundef 128, ptr noundef nonnull align 8 %4) #14
  %142 = icmp eq i32 %141, 0
  br i1 %142, label %144, label %143

143:                                              ; preds = %140
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %4, i8 0, i64 128, i1 false), !alias.scope !10
  br label %144

144:                                              ; preds = %143, %140
  br label %145

145:                                              ; preds = %144, %151
  %146 = phi i64 [ %153, %151 ], [ 0, %144 ]
  %147 = phi i32 [ %152, %151 ], [ 0, %144 ]
  %148 = getelementptr inbounds nuw i64, ptr %4, i64 %146
  %149 = load i64, ptr %148, align 8
  %150 = icmp eq i64 %149, 0
  br i1 %150, label %151, label %155

151:                                              ; preds = %155, %145
  %152 = phi i32 [ %147, %145 ], [ %158, %155 ]
  %153 = add nuw nsw i64 %146, 1
  %154 = icmp eq i64 %153, 16
  br i1 %154, label %162, label %145, !llvm.loop !13

155:                                              ; preds = %145, %155
  %156 = phi i64 [ %160, %155 ], [ %149, %145 ]
  %157 = phi i32 [ %158, %155 ], [ %147, %145 ]
  %158 = add nsw i32 %157, 1
  %159 = add i64 %156, -1
  %160 = and i64 %159, %156
  %161 = icmp eq i64 %160, 0
  br i1 %161, label %151, label %155, !llvm.loop !14

162:                                              ; preds = %151
  %163 = call range(i32 1, 0) i32 @llvm.umax.i32(i32 %152, i32 1)
  store i32 %163, ptr %127, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  br label %164

164:                                              ; preds = %162, %138
  %165 = phi i32 [ %128, %138 ], [ %163, %162 ]
  %166 = load ptr, ptr %21, align 64
  %167 = getelementptr inbounds nuw i8, ptr %166, i64 8
  %168 = load i32, ptr %167, align 8
  %169 = sext i32 %168 to i64
  %170 = getelementptr inbounds nuw i8, ptr %166, i64 36
  %171 = load i32, ptr %170, align 4
  %172 = sext i32 %171 to i64
  %173 = getelementptr inbounds nuw i8, ptr %166, i64 56
  %174 = load i64, ptr %173, align 8
  %175 = getelementptr inbounds nuw i8, ptr %166, i64 12
  %176 = load i32, ptr %175, align 4
  %177 = sext i32 %176 to i64
  %178 = getelementptr inbounds nuw i8, ptr %166, i64 16
  %179 = load i32, ptr %178, align 8
  %180 = sext i32 %179 to i64
  %181 = icmp sgt i32 %179, 0
  br i1 %181, label %182, label %188

182:                                              ; preds = %164
  %183 = getelementptr inbounds nuw i8, ptr %166, i64 80
  %184 = load ptr, ptr %183, align 8
  %185 = zext nneg i32 %179 to i64
  br label %300

186:                                              ; preds = %300
  %187 = call i64 @llvm.umax.i64(i64 %307, i64 1)
  br label %188

188:                                              ; preds = %186, %164
  %189 = phi i64 [ 1, %164 ], [ %187, %186 ]
  %190 = getelementptr inbounds nuw i8, ptr %166, i64 24
  %191 = load i32, ptr %190, align 8
  %192 = sext i32 %191 to i64
  %193 = add nsw i64 %192, %169
  %194 = call i64 @llvm.umax.i64(i64 %193, i64 1)
  %195 = call noalias ptr @calloc(i64 noundef %194, i64 noundef 8) #25
  %196 = icmp eq ptr %195, null
  %197 = getelementptr inbounds nuw i8, ptr %18, i64 552
  store ptr %195, ptr %197, align 8
  %198 = call i64 @llvm.umax.i64(i64 %169, i64 1)
  %199 = call noalias ptr @calloc(i64 noundef %198, i64 noundef 8) #25
  %200 = icmp eq ptr %199, null
  %201 = or i1 %196, %200
  %202 = getelementptr inbounds nuw i8, ptr %18, i64 560
  store ptr %199, ptr %202, align 16
  %203 = call noalias ptr @calloc(i64 noundef %198, i64 noundef 4) #25
  %204 = icmp eq ptr %203, null
  %205 = or i1 %201, %204
  %206 = getelementptr inbounds nuw i8, ptr %18, i64 568
  store ptr %203, ptr %206, align 8
  %207 = call i64 @llvm.umax.i64(i64 %174, i64 1)
  %208 = call noalias ptr @calloc(i64 noundef %207, i64 noundef 8) #25
  %209 = icmp eq ptr %208, null
  %210 = or i1 %205, %209
  %211 = getelementptr inbounds nuw i8, ptr %18, i64 576
  store ptr %208, ptr %211, align 64
  %212 = sext i32 %165 to i64
  %213 = mul i64 %174, %212
  %214 = call i64 @llvm.umax.i64(i64 %213, i64 1)
  %215 = call noalias ptr @calloc(i64 noundef %214, i64 noundef 8) #25
  %216 = icmp eq ptr %215, null
  %217 = or i1 %210, %216
  %218 = getelementptr inbounds nuw i8, ptr %18, i64 592
  store ptr %215, ptr %218, align 16
  %219 = call noalias ptr @calloc(i64 noundef %212, i64 noundef 8) #25
  %220 = icmp eq ptr %219, null
  %221 = or i1 %217, %220
  %222 = getelementptr inbounds nuw i8, ptr %18, i64 600
  store ptr %219, ptr %222, align 8
  %223 = add nsw i64 %172, 2
  %224 = call i64 @llvm.umax.i64(i64 %223, i64 1)
  %225 = call noalias ptr @calloc(i64 noundef %224, i64 noundef 8) #25
  %226 = icmp eq ptr %225, null
  %227 = or i1 %221, %226
  %228 = getelementptr inbounds nuw i8, ptr %18, i64 616
  store ptr %225, ptr %228, align 8
  %229 = getelementptr inbounds nuw i8, ptr %166, i64 40
  %230 = load i32, ptr %229, align 8
  %231 = call i32 @llvm.umax.i32(i32 %230, i32 1)
  %232 = sext i32 %231 to i64
  %233 = call noalias ptr @calloc(i64 noundef %232, i64 noundef 8) #25
  %234 = icmp eq ptr %233, null
  %235 = or i1 %227, %234
  %236 = getelementptr inbounds nuw i8, ptr %18, i64 624
  store ptr %233, ptr %236, align 16
  %237 = call i64 @llvm.umax.i64(i64 %172, i64 1)
  %238 = call noalias ptr @calloc(i64 noundef %237, i64 noundef 4) #25
  %239 = icmp eq ptr %238, null
  %240 = getelementptr inbounds nuw i8, ptr %18, i64 536
  store ptr %238, ptr %240, align 8
  %241 = getelementptr inbounds nuw i8, ptr %166, i64 44
  %242 = load i32, ptr %241, align 4
  %243 = sext i32 %242 to i64
  %244 = mul nsw i64 %243, %212
  %245 = call i64 @llvm.umax.i64(i64 %244, i64 1)
  %246 = call noalias ptr @calloc(i64 noundef %245, i64 noundef 8) #25
  %247 = icmp eq ptr %246, null
  %248 = or i1 %239, %247
  %249 = getelementptr inbounds nuw i8, ptr %18, i64 688
  store ptr %246, ptr %249, align 16
  %250 = call noalias ptr @calloc(i64 noundef %237, i64 noundef 16) #25
  %251 = icmp eq ptr %250, null
  %252 = or i1 %248, %251
  %253 = getelementptr inbounds nuw i8, ptr %18, i64 648
  store ptr %250, ptr %253, align 8
  %254 = call noalias ptr @calloc(i64 noundef %189, i64 noundef 8) #25
  %255 = icmp eq ptr %254, null
  %256 = or i1 %252, %255
  %257 = getelementptr inbounds nuw i8, ptr %18, i64 608
  store ptr %254, ptr %257, align 32
  %258 = add nsw i64 %172, 3
  %259 = add nsw i64 %258, %177
  %260 = add nsw i64 %259, %180
  %261 = call i64 @llvm.umax.i64(i64 %260, i64 1)
  %262 = call noalias ptr @calloc(i64 noundef %261, i64 noundef 8) #25
  %263 = icmp eq ptr %262, null
  %264 = or i1 %256, %263
  %265 = getelementptr inbounds nuw i8, ptr %18, i64 704
  store ptr %262, ptr %265, align 64
  %266 = getelementptr inbounds nuw i8, ptr %166, i64 32
  %267 = load i32, ptr %266, align 8
  %268 = call i32 @llvm.umax.i32(i32 %267, i32 1)
  %269 = sext i32 %268 to i64
  %270 = call noalias ptr @calloc(i64 noundef %269, i64 noundef 24) #25
  %271 = icmp eq ptr %270, null
  %272 = or i1 %264, %271
  %273 = getelementptr inbounds nuw i8, ptr %18, i64 712
  store ptr %270, ptr %273, align 8
  %274 = getelementptr inbounds nuw i8, ptr %166, i64 20
  %275 = load i32, ptr %274, align 4
  %276 = call i32 @llvm.umax.i32(i32 %275, i32 1)
  %277 = sext i32 %276 to i64
  %278 = call noalias ptr @calloc(i64 noundef %277, i64 noundef 8) #25
  %279 = icmp eq ptr %278, null
  %280 = or i1 %272, %279
  %281 = getelementptr inbounds nuw i8, ptr %18, i64 752
  store ptr %278, ptr %281, align 16
  %282 = call i64 @llvm.umax.i64(i64 %177, i64 1)
  %283 = call noalias ptr @calloc(i64 noundef %282, i64 noundef 16) #25
  %284 = icmp eq ptr %283, null
  %285 = or i1 %280, %284
  %286 = getelementptr inbounds nuw i8, ptr %18, i64 728
  store ptr %283, ptr %286, align 8
  %287 = call i64 @llvm.umax.i64(i64 %180, i64 1)
  %288 = call noalias ptr @calloc(i64 noundef %287, i64 noundef 4) #25
  %289 = icmp eq ptr %288, null
  %290 = getelementptr inbounds nuw i8, ptr %18, i64 736
  store ptr %288, ptr %290, align 32
  %291 = call noalias ptr @calloc(i64 noundef %212, i64 noundef 24) #25
  %292 = icmp eq ptr %291, null
  %293 = or i1 %289, %292
  %294 = select i1 %293, i1 true, i1 %285
  %295 = select i1 %294, i1 true, i1 %235
  %296 = getelementptr inbounds nuw i8, ptr %18, i64 280
  store ptr %291, ptr %296, align 8
  %297 = load i32, ptr %120, align 4
  %298 = and i32 %297, 4
  %299 = icmp eq i32 %298, 0
  br i1 %299, label %319, label %310

300:                                              ; preds = %300, %182
  %301 = phi i64 [ 0, %182 ], [ %308, %300 ]
  %302 = phi i64 [ 0, %182 ], [ %307, %300 ]
  %303 = getelementptr inbounds nuw %struct.zs_port, ptr %184, i64 %301
  %304 = getelementptr inbounds nuw i8, ptr %303, i64 12
  %305 = load i32, ptr %304, align 4
  %306 = sext i32 %305 to i64
  %307 = add i64 %302, %306
  %308 = add nuw nsw i64 %301, 1
  %309 = icmp eq i64 %308, %185
  br i1 %309, label %186, label %300, !llvm.loop !15

310:                                              ; preds = %188
  %311 = getelementptr inbounds nuw i8, ptr %166, i64 28
  %312 = load i32, ptr %311, align 4
  %313 = call i32 @llvm.umax.i32(i32 %312, i32 1)
  %314 = sext i32 %313 to i64
  %315 = call noalias ptr @calloc(i64 noundef %314, i64 noundef 8) #25
  %316 = icmp eq ptr %315, null
  %317 = getelementptr inbounds nuw i8, ptr %18, i64 744
  store ptr %315, ptr %317, align 8
  %318 = select i1 %316, i1 true, i1 %295
  br i1 %318, label %325, label %320

319:                                              ; preds = %188
  br i1 %295, label %325, label %320

320:                                              ; preds = %319, %310
  %321 = load i32, ptr %190, align 8
  %322 = icmp sgt i32 %321, 0
  br i1 %322, label %323, label %343

323:                                              ; preds = %320
  %324 = getelementptr inbounds nuw i8, ptr %166, i64 64
  br label %327

325:                                              ; preds = %319, %310
  %326 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 3, ptr noundef nonnull @.str.1)
  br label %438

327:                                              ; preds = %327, %323
  %328 = phi i32 [ 0, %323 ], [ %338, %327 ]
  %329 = load ptr, ptr %324, align 8
  %330 = load i32, ptr %167, align 8
  %331 = add nsw i32 %330, %328
  %332 = sext i32 %331 to i64
  %333 = getelementptr inbounds %struct.zs_symbol, ptr %329, i64 %332
  %334 = getelementptr inbounds nuw i8, ptr %333, i64 8
  %335 = load i64, ptr %334, align 8
  %336 = load ptr, ptr %197, align 8
  %337 = getelementptr inbounds i64, ptr %336, i64 %332
  store i64 %335, ptr %337, align 8
  %338 = add nuw nsw i32 %328, 1
  %339 = load i32, ptr %190, align 8
  %340 = icmp slt i32 %338, %339
  br i1 %340, label %327, label %341, !llvm.loop !16

341:                                              ; preds = %327
  %342 = load i32, ptr %120, align 4
  br label %343

343:                                              ; preds = %341, %320
  %344 = phi i32 [ %342, %341 ], [ %297, %320 ]
  %345 = and i32 %344, 8
  %346 = icmp eq i32 %345, 0
  %347 = select i1 %346, i32 8064, i32 40896
  %348 = load i32, ptr %127, align 8
  %349 = getelementptr inbounds nuw i8, ptr %18, i64 288
  store i32 %348, ptr %349, align 32
  %350 = getelementptr inbounds nuw i8, ptr %18, i64 292
  store i32 %347, ptr %350, align 4
  %351 = getelementptr inbounds nuw i8, ptr %18, i64 296
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #14
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %3, i8 0, i64 128, i1 false), !alias.scope !17
  %352 = call i32 @sched_getaffinity(i32 noundef 0, i64 noundef 128, ptr noundef nonnull align 8 %3) #14
  %353 = icmp eq i32 %352, 0
  br i1 %353, label %355, label %354

354:                                              ; preds = %343
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %3, i8 0, i64 128, i1 false), !alias.scope !17
  br label %355

355:                                              ; preds = %354, %343
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %351, ptr noundef nonnull align 8 dereferenceable(128) %3, i64 128, i1 false)
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #14
  br label %356

356:                                              ; preds = %362, %355
  %357 = phi i64 [ 0, %355 ], [ %364, %362 ]
  %358 = phi i32 [ 0, %355 ], [ %363, %362 ]
  %359 = getelementptr inbounds nuw i64, ptr %351, i64 %357
  %360 = load i64, ptr %359, align 8
  %361 = icmp eq i64 %360, 0
  br i1 %361, label %362, label %366

362:                                              ; preds = %366, %356
  %363 = phi i32 [ %358, %356 ], [ %369, %366 ]
  %364 = add nuw nsw i64 %357, 1
  %365 = icmp eq i64 %364, 16
  br i1 %365, label %373, label %356, !llvm.loop !13

366:                                              ; preds = %356, %366
  %367 = phi i64 [ %371, %366 ], [ %360, %356 ]
  %368 = phi i32 [ %369, %366 ], [ %358, %356 ]
  %369 = add nsw i32 %368, 1
  %370 = add i64 %367, -1
  %371 = and i64 %370, %367
  %372 = icmp eq i64 %371, 0
  br i1 %372, label %362, label %366, !llvm.loop !14

373:                                              ; preds = %362
  %374 = call range(i32 1, 0) i32 @llvm.umax.i32(i32 %363, i32 1)
  %375 = icmp sgt i32 %348, %374
  %376 = zext i1 %375 to i32
  %377 = getelementptr inbounds nuw i8, ptr %18, i64 428
  store i32 %376, ptr %377, align 4
  %378 = call fastcc i32 @pool_start(ptr noundef nonnull %18)
  %379 = icmp eq i32 %378, 0
  br i1 %379, label %383, label %380

380:                                              ; preds = %373
  %381 = load i32, ptr %127, align 8
  %382 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 5, ptr noundef nonnull @.str.22, i32 noundef %381, i32 noundef %378)
  br label %438

383:                                              ; preds = %373
  %384 = load ptr, ptr %21, align 64
  %385 = getelementptr inbounds nuw i8, ptr %384, i64 152
  %386 = load ptr, ptr %385, align 8
  %387 = getelementptr inbounds nuw i8, ptr %18, i64 520
  store ptr %386, ptr %387, align 8
  %388 = getelementptr inbounds nuw i8, ptr %384, i64 160
  %389 = load i64, ptr %388, align 8
  %390 = icmp eq i64 %389, 0
  br i1 %390, label %430, label %391

391:                                              ; preds = %383
  %392 = load i32, ptr %120, align 4
  %393 = and i32 %392, 1
  %394 = icmp eq i32 %393, 0
  br i1 %394, label %395, label %430

395:                                              ; preds = %391
  %396 = and i32 %392, 2
  %397 = icmp eq i32 %396, 0
  br i1 %397, label %400, label %398

398:                                              ; preds = %395
  %399 = call i32 @madvise(ptr noundef %386, i64 noundef %389, i32 noundef 14) #14
  br label %430

400:                                              ; preds = %395
  %401 = load i64, ptr %133, align 8
  %402 = icmp ne i64 %401, 0
  %403 = icmp ugt i64 %389, %401
  %404 = and i1 %402, %403
  br i1 %404, label %405, label %407

405:                                              ; preds = %400
  %406 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 3, ptr noundef nonnull @.str.26, i64 noundef %389, i64 noundef %401, ptr noundef nonnull @.str.24)
  br label %438

407:                                              ; preds = %400
  %408 = call i32 @pthread_mutex_lock(ptr noundef nonnull @shared_weights) #14
  %409 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %410 = icmp eq i64 %409, 0
  br i1 %410, label %411, label %417

411:                                              ; preds = %407
  %412 = load i64, ptr %388, align 8
  %413 = call fastcc i32 @region_map(ptr noundef nonnull getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), i64 noundef %412, i32 noundef 1)
  %414 = icmp eq i32 %413, 0
  br i1 %414, label %417, label %415

415:                                              ; preds = %411
  %416 = call fastcc i64 @pool_run(ptr noundef nonnull %18, ptr noundef nonnull @copy_weights, ptr noundef nonnull %384)
  br label %417

417:                                              ; preds = %415, %411, %407
  %418 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), align 8
  %419 = icmp ne ptr %418, null
  %420 = zext i1 %419 to i64
  %421 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %422 = add nsw i64 %421, %420
  store i64 %422, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %423 = call i32 @pthread_mutex_unlock(ptr noundef nonnull @shared_weights) #14
  store ptr %418, ptr %387, align 8
  %424 = zext i1 %419 to i32
  %425 = getelementptr inbounds nuw i8, ptr %18, i64 528
  store i32 %424, ptr %425, align 16
  %426 = icmp eq ptr %418, null
  br i1 %426, label %427, label %430

427:                                              ; preds = %417
  %428 = load i64, ptr %388, align 8
  %429 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %18, i32 noundef 3, ptr noundef nonnull @.str.25, i64 noundef %428)
  br label %438

430:                                              ; preds = %417, %398, %391, %383
  %431 = load ptr, ptr %21, align 64
  %432 = getelementptr inbounds nuw i8, ptr %431, i64 8
  %433 = load i32, ptr %432, align 8
  %434 = icmp eq i32 %433, 0
  br i1 %434, label %435, label %444

435:                                              ; preds = %430
  %436 = call fastcc i32 @prepare(ptr noundef nonnull %18)
  %437 = icmp eq i32 %436, 0
  br i1 %437, label %444, label %438

438:                                              ; preds = %105, %116, %124, %130, %136, %325, %380, %405, %427, %24, %435
  %439 = phi i32 [ %436, %435 ], [ 4, %105 ], [ 1, %116 ], [ 1, %124 ], [ 1, %130 ], [ 1, %136 ], [ 3, %325 ], [ 5, %380 ], [ 3, %405 ], [ 3, %427 ], [ 1, %24 ]
  %440 = getelementptr inbounds nuw i8, ptr %18, i64 760
  %441 = call i32 @pthread_mutex_lock(ptr noundef nonnull @open_failure) #14
  %442 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), i64 noundef 512, ptr noundef nonnull @.str.5, ptr noundef nonnull %440) #14
  %443 = call i32 @pthread_mutex_unlock(ptr noundef nonnull @open_failure) #14
  call fastcc void @finish(ptr noundef nonnull %18)
  br label %445

444:                                              ; preds = %430, %435
  store ptr %18, ptr %0, align 8
  br label %445

445:                                              ; preds = %438, %444, %14, %8
  %446 = phi i32 [ 3, %14 ], [ 1, %8 ], [ 0, %444 ], [ %439, %438 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #14
  ret i32 %446
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #2

; Function Attrs: nofree nounwind
declare i32 @posix_memalign(ptr noundef, i64 noundef, i64 noundef) local_unnamed_addr #3

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #4

; Function Attrs: nounwind
declare i32 @pthread_mutex_init(ptr noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal fastcc void @finish(ptr noundef %0) unnamed_addr #1 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 432
  %3 = load i32, ptr %2, align 16
  %4 = tail call i32 @getpid() #14
  %5 = icmp eq i32 %3, %4
  br i1 %5, label %6, label %30

6:                                                ; preds = %1
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %8 = load i32, ptr %7, align 32
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 276
  store i32 1, ptr %9, align 4
  %10 = atomicrmw add ptr %0, i32 1 seq_cst, align 64
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %12 = load atomic i32, ptr %11 seq_cst, align 4
  %13 = icmp eq i32 %12, 0
  br i1 %13, label %16, label %14

14:                                               ; preds = %6
  %15 = tail call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %0, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %16

16:                                               ; preds = %14, %6
  %17 = icmp sgt i32 %8, 1
  br i1 %17, label %18, label %30

18:                                               ; preds = %16
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 280
  %20 = zext nneg i32 %8 to i64
  br label %21

21:                                               ; preds = %21, %18
  %22 = phi i64 [ 1, %18 ], [ %28, %21 ]
  %23 = load ptr, ptr %19, align 8
  %24 = getelementptr inbounds nuw %struct.worker, ptr %23, i64 %22
  %25 = getelementptr inbounds nuw i8, ptr %24, i64 16
  %26 = load i64, ptr %25, align 8
  %27 = tail call i32 @pthread_join(i64 noundef %26, ptr noundef null) #14
  %28 = add nuw nsw i64 %22, 1
  %29 = icmp eq i64 %28, %20
  br i1 %29, label %30, label %21, !llvm.loop !20

30:                                               ; preds = %21, %1, %16
  %31 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %32 = load i32, ptr %31, align 16
  %33 = icmp eq i32 %32, 0
  br i1 %33, label %50, label %34

34:                                               ; preds = %30
  %35 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull @shared_weights) #14
  %36 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %37 = add nsw i64 %36, -1
  store i64 %37, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 56), align 8
  %38 = icmp eq i64 %37, 0
  br i1 %38, label %39, label %48

39:                                               ; preds = %34
  %40 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), align 8
  %41 = icmp eq ptr %40, null
  br i1 %41, label %47, label %42

42:                                               ; preds = %39
  %43 = getelementptr inbounds i8, ptr %40, i64 -65536
  %44 = load i64, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 48), align 8
  %45 = add i64 %44, 131072
  %46 = tail call i32 @munmap(ptr noundef nonnull %43, i64 noundef %45) #14
  br label %47

47:                                               ; preds = %42, %39
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), i8 0, i64 16, i1 false)
  br label %48

48:                                               ; preds = %34, %47
  %49 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull @shared_weights) #14
  br label %50

50:                                               ; preds = %48, %30
  %51 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %52 = load ptr, ptr %51, align 8
  %53 = icmp eq ptr %52, null
  br i1 %53, label %60, label %54

54:                                               ; preds = %50
  %55 = getelementptr inbounds i8, ptr %52, i64 -65536
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 640
  %57 = load i64, ptr %56, align 8
  %58 = add i64 %57, 131072
  %59 = tail call i32 @munmap(ptr noundef nonnull %55, i64 noundef %58) #14
  br label %60

60:                                               ; preds = %50, %54
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %51, i8 0, i64 16, i1 false)
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 728
  %63 = load ptr, ptr %62, align 8
  %64 = icmp eq ptr %63, null
  br i1 %64, label %73, label %65

65:                                               ; preds = %60, %97
  %66 = phi i64 [ %98, %97 ], [ 0, %60 ]
  %67 = phi ptr [ %99, %97 ], [ %63, %60 ]
  %68 = load ptr, ptr %61, align 64
  %69 = getelementptr inbounds nuw i8, ptr %68, i64 12
  %70 = load i32, ptr %69, align 4
  %71 = sext i32 %70 to i64
  %72 = icmp slt i64 %66, %71
  br i1 %72, label %87, label %73

73:                                               ; preds = %65, %97, %60
  %74 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %75 = load ptr, ptr %74, align 8
  tail call void @free(ptr noundef %75) #14
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %77 = load ptr, ptr %76, align 16
  tail call void @free(ptr noundef %77) #14
  %78 = getelementptr inbounds nuw i8, ptr %0, i64 568
  %79 = load ptr, ptr %78, align 8
  tail call void @free(ptr noundef %79) #14
  %80 = getelementptr inbounds nuw i8, ptr %0, i64 576
  %81 = load ptr, ptr %80, align 64
  tail call void @free(ptr noundef %81) #14
  %82 = getelementptr inbounds nuw i8, ptr %0, i64 592
  %83 = load ptr, ptr %82, align 16
  tail call void @free(ptr noundef %83) #14
  %84 = getelementptr inbounds nuw i8, ptr %0, i64 648
  %85 = load ptr, ptr %84, align 8
  %86 = icmp eq ptr %85, null
  br i1 %86, label %109, label %101

87:                                               ; preds = %65
  %88 = getelementptr inbounds nuw %struct.region, ptr %67, i64 %66
  %89 = load ptr, ptr %88, align 8
  %90 = icmp eq ptr %89, null
  br i1 %90, label %97, label %91

91:                                               ; preds = %87
  %92 = getelementptr inbounds i8, ptr %89, i64 -65536
  %93 = getelementptr inbounds nuw i8, ptr %88, i64 8
  %94 = load i64, ptr %93, align 8
  %95 = add i64 %94, 131072
  %96 = tail call i32 @munmap(ptr noundef nonnull %92, i64 noundef %95) #14
  br label %97

97:                                               ; preds = %87, %91
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %88, i8 0, i64 16, i1 false)
  %98 = add nuw nsw i64 %66, 1
  %99 = load ptr, ptr %62, align 8
  %100 = icmp eq ptr %99, null
  br i1 %100, label %73, label %65, !llvm.loop !21

101:                                              ; preds = %73, %148
  %102 = phi i64 [ %149, %148 ], [ 0, %73 ]
  %103 = phi ptr [ %150, %148 ], [ %85, %73 ]
  %104 = load ptr, ptr %61, align 64
  %105 = getelementptr inbounds nuw i8, ptr %104, i64 36
  %106 = load i32, ptr %105, align 4
  %107 = sext i32 %106 to i64
  %108 = icmp slt i64 %102, %107
  br i1 %108, label %138, label %109

109:                                              ; preds = %101, %148, %73
  %110 = phi ptr [ null, %73 ], [ null, %148 ], [ %103, %101 ]
  tail call void @free(ptr noundef %110) #14
  %111 = getelementptr inbounds nuw i8, ptr %0, i64 536
  %112 = load ptr, ptr %111, align 8
  tail call void @free(ptr noundef %112) #14
  %113 = getelementptr inbounds nuw i8, ptr %0, i64 688
  %114 = load ptr, ptr %113, align 16
  tail call void @free(ptr noundef %114) #14
  %115 = getelementptr inbounds nuw i8, ptr %0, i64 600
  %116 = load ptr, ptr %115, align 8
  tail call void @free(ptr noundef %116) #14
  %117 = getelementptr inbounds nuw i8, ptr %0, i64 616
  %118 = load ptr, ptr %117, align 8
  tail call void @free(ptr noundef %118) #14
  %119 = getelementptr inbounds nuw i8, ptr %0, i64 624
  %120 = load ptr, ptr %119, align 16
  tail call void @free(ptr noundef %120) #14
  %121 = getelementptr inbounds nuw i8, ptr %0, i64 608
  %122 = load ptr, ptr %121, align 32
  tail call void @free(ptr noundef %122) #14
  %123 = getelementptr inbounds nuw i8, ptr %0, i64 704
  %124 = load ptr, ptr %123, align 64
  tail call void @free(ptr noundef %124) #14
  %125 = getelementptr inbounds nuw i8, ptr %0, i64 712
  %126 = load ptr, ptr %125, align 8
  tail call void @free(ptr noundef %126) #14
  %127 = getelementptr inbounds nuw i8, ptr %0, i64 752
  %128 = load ptr, ptr %127, align 16
  tail call void @free(ptr noundef %128) #14
  %129 = load ptr, ptr %62, align 8
  tail call void @free(ptr noundef %129) #14
  %130 = getelementptr inbounds nuw i8, ptr %0, i64 736
  %131 = load ptr, ptr %130, align 32
  tail call void @free(ptr noundef %131) #14
  %132 = getelementptr inbounds nuw i8, ptr %0, i64 280
  %133 = load ptr, ptr %132, align 8
  tail call void @free(ptr noundef %133) #14
  %134 = getelementptr inbounds nuw i8, ptr %0, i64 744
  %135 = load ptr, ptr %134, align 8
  tail call void @free(ptr noundef %135) #14
  %136 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %137 = tail call i32 @pthread_mutex_destroy(ptr noundef nonnull %136) #14
  tail call void @free(ptr noundef nonnull %0) #14
  ret void

138:                                              ; preds = %101
  %139 = getelementptr inbounds nuw %struct.region, ptr %103, i64 %102
  %140 = load ptr, ptr %139, align 8
  %141 = icmp eq ptr %140, null
  br i1 %141, label %148, label %142

142:                                              ; preds = %138
  %143 = getelementptr inbounds i8, ptr %140, i64 -65536
  %144 = getelementptr inbounds nuw i8, ptr %139, i64 8
  %145 = load i64, ptr %144, align 8
  %146 = add i64 %145, 131072
  %147 = tail call i32 @munmap(ptr noundef nonnull %143, i64 noundef %146) #14
  br label %148

148:                                              ; preds = %138, %142
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %139, i8 0, i64 16, i1 false)
  %149 = add nuw nsw i64 %102, 1
  %150 = load ptr, ptr %84, align 8
  %151 = icmp eq ptr %150, null
  br i1 %151, label %109, label %101, !llvm.loop !22
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #2

; Function Attrs: nounwind uwtable
define i32 @zs_run(ptr noundef %0, ptr noundef readonly captures(address_is_null) %1, ptr noundef %2) local_unnamed_addr #1 {
  %4 = alloca %struct.zs_tensor, align 8
  %5 = icmp eq ptr %0, null
  br i1 %5, label %471, label %6

6:                                                ; preds = %3
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %8 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %7) #14
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %10 = load ptr, ptr %9, align 64
  %11 = getelementptr inbounds nuw i8, ptr %10, i64 12
  %12 = load i32, ptr %11, align 4
  %13 = icmp eq i32 %12, 0
  %14 = icmp ne ptr %1, null
  %15 = or i1 %14, %13
  br i1 %15, label %16, label %465

16:                                               ; preds = %6
  %17 = getelementptr inbounds nuw i8, ptr %10, i64 16
  %18 = load i32, ptr %17, align 8
  %19 = icmp eq i32 %18, 0
  %20 = icmp ne ptr %2, null
  %21 = or i1 %20, %19
  br i1 %21, label %22, label %465

22:                                               ; preds = %16
  %23 = getelementptr inbounds nuw i8, ptr %0, i64 736
  %24 = load ptr, ptr %23, align 32
  %25 = sext i32 %18 to i64
  %26 = shl nsw i64 %25, 2
  tail call void @llvm.memset.p0.i64(ptr align 4 %24, i8 0, i64 %26, i1 false)
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 680
  store ptr %2, ptr %27, align 8
  %28 = load ptr, ptr %9, align 64
  %29 = getelementptr inbounds nuw i8, ptr %28, i64 8
  %30 = load i32, ptr %29, align 8
  %31 = icmp sgt i32 %30, 0
  br i1 %31, label %32, label %36

32:                                               ; preds = %22
  %33 = getelementptr inbounds nuw i8, ptr %28, i64 64
  %34 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 568
  br label %44

36:                                               ; preds = %44, %22
  %37 = getelementptr inbounds nuw i8, ptr %28, i64 12
  %38 = load i32, ptr %37, align 4
  %39 = icmp sgt i32 %38, 0
  br i1 %39, label %40, label %270

40:                                               ; preds = %36
  %41 = getelementptr inbounds nuw i8, ptr %28, i64 72
  %42 = getelementptr inbounds nuw i8, ptr %0, i64 568
  %43 = getelementptr inbounds nuw i8, ptr %0, i64 560
  br label %58

44:                                               ; preds = %44, %32
  %45 = phi i64 [ 0, %32 ], [ %54, %44 ]
  %46 = load ptr, ptr %33, align 8
  %47 = getelementptr inbounds nuw %struct.zs_symbol, ptr %46, i64 %45
  %48 = getelementptr inbounds nuw i8, ptr %47, i64 8
  %49 = load i64, ptr %48, align 8
  %50 = load ptr, ptr %34, align 16
  %51 = getelementptr inbounds nuw i64, ptr %50, i64 %45
  store i64 %49, ptr %51, align 8
  %52 = load ptr, ptr %35, align 8
  %53 = getelementptr inbounds nuw i32, ptr %52, i64 %45
  store i32 -1, ptr %53, align 4
  %54 = add nuw nsw i64 %45, 1
  %55 = load i32, ptr %29, align 8
  %56 = sext i32 %55 to i64
  %57 = icmp slt i64 %54, %56
  br i1 %57, label %44, label %36, !llvm.loop !23

58:                                               ; preds = %265, %40
  %59 = phi i64 [ 0, %40 ], [ %266, %265 ]
  %60 = load ptr, ptr %41, align 8
  %61 = getelementptr inbounds nuw %struct.zs_port, ptr %60, i64 %59
  %62 = getelementptr inbounds nuw %struct.zs_tensor, ptr %1, i64 %59
  %63 = getelementptr inbounds nuw i8, ptr %62, i64 16
  %64 = load i32, ptr %63, align 8
  %65 = getelementptr inbounds nuw i8, ptr %61, i64 8
  %66 = load i32, ptr %65, align 8
  %67 = icmp eq i32 %64, %66
  br i1 %67, label %93, label %68

68:                                               ; preds = %58
  %69 = load ptr, ptr %61, align 8
  %70 = add i32 %64, -27
  %71 = icmp ult i32 %70, -26
  %72 = and i32 %64, 23
  %73 = icmp eq i32 %72, 0
  %74 = or i1 %71, %73
  br i1 %74, label %79, label %75

75:                                               ; preds = %68
  %76 = zext nneg i32 %64 to i64
  %77 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %76
  %78 = load ptr, ptr %77, align 16
  br label %79

79:                                               ; preds = %75, %68
  %80 = phi ptr [ %78, %75 ], [ @.str.36, %68 ]
  %81 = add i32 %66, -27
  %82 = icmp ult i32 %81, -26
  %83 = and i32 %66, 23
  %84 = icmp eq i32 %83, 0
  %85 = or i1 %82, %84
  br i1 %85, label %90, label %86

86:                                               ; preds = %79
  %87 = zext nneg i32 %66 to i64
  %88 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %87
  %89 = load ptr, ptr %88, align 16
  br label %90

90:                                               ; preds = %86, %79
  %91 = phi ptr [ %89, %86 ], [ @.str.36, %79 ]
  %92 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.31, ptr noundef %69, ptr noundef %80, ptr noundef %91)
  br label %439

93:                                               ; preds = %58
  %94 = getelementptr inbounds nuw i8, ptr %62, i64 20
  %95 = load i32, ptr %94, align 4
  %96 = getelementptr inbounds nuw i8, ptr %61, i64 12
  %97 = load i32, ptr %96, align 4
  %98 = icmp eq i32 %95, %97
  br i1 %98, label %102, label %99

99:                                               ; preds = %93
  %100 = load ptr, ptr %61, align 8
  %101 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.32, ptr noundef %100, i32 noundef %95, i32 noundef %97)
  br label %439

102:                                              ; preds = %93
  %103 = icmp eq i32 %95, 0
  br i1 %103, label %184, label %104

104:                                              ; preds = %102
  %105 = getelementptr inbounds nuw i8, ptr %62, i64 24
  %106 = load ptr, ptr %105, align 8
  %107 = icmp eq ptr %106, null
  br i1 %107, label %108, label %111

108:                                              ; preds = %104
  %109 = load ptr, ptr %61, align 8
  %110 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.33, ptr noundef %109)
  br label %439

111:                                              ; preds = %104
  %112 = icmp sgt i32 %95, 0
  br i1 %112, label %113, label %184

113:                                              ; preds = %111
  %114 = trunc nuw nsw i64 %59 to i32
  br label %115

115:                                              ; preds = %177, %113
  %116 = phi i32 [ %95, %113 ], [ %178, %177 ]
  %117 = phi i64 [ 0, %113 ], [ %179, %177 ]
  %118 = load ptr, ptr %105, align 8
  %119 = getelementptr inbounds nuw i64, ptr %118, i64 %117
  %120 = load i64, ptr %119, align 8
  %121 = load ptr, ptr %9, align 64
  %122 = getelementptr inbounds nuw i8, ptr %121, i64 72
  %123 = load ptr, ptr %122, align 8
  %124 = getelementptr inbounds nuw %struct.zs_port, ptr %123, i64 %59
  %125 = getelementptr inbounds nuw i8, ptr %124, i64 16
  %126 = load ptr, ptr %125, align 8
  %127 = getelementptr inbounds nuw i64, ptr %126, i64 %117
  %128 = load i64, ptr %127, align 8
  %129 = icmp sgt i64 %128, -1
  br i1 %129, label %130, label %136

130:                                              ; preds = %115
  %131 = icmp eq i64 %120, %128
  br i1 %131, label %177, label %132

132:                                              ; preds = %130
  %133 = trunc nuw nsw i64 %117 to i32
  %134 = load ptr, ptr %124, align 8
  %135 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.63, ptr noundef %134, i32 noundef %133, i64 noundef %120, i64 noundef %128)
  br label %439

136:                                              ; preds = %115
  %137 = xor i64 %128, -1
  %138 = getelementptr inbounds nuw i8, ptr %121, i64 64
  %139 = load ptr, ptr %138, align 8
  %140 = getelementptr inbounds nuw %struct.zs_symbol, ptr %139, i64 %137
  %141 = getelementptr inbounds nuw i8, ptr %140, i64 8
  %142 = load i64, ptr %141, align 8
  %143 = icmp slt i64 %120, %142
  %144 = getelementptr inbounds nuw i8, ptr %140, i64 16
  %145 = load i64, ptr %144, align 8
  %146 = icmp sgt i64 %120, %145
  %147 = select i1 %143, i1 true, i1 %146
  br i1 %147, label %148, label %153

148:                                              ; preds = %136
  %149 = trunc nuw nsw i64 %117 to i32
  %150 = load ptr, ptr %124, align 8
  %151 = load ptr, ptr %140, align 8
  %152 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.64, ptr noundef %150, i32 noundef %149, ptr noundef %151, i64 noundef %120, i64 noundef %142, i64 noundef %145, ptr noundef %151)
  br label %439

153:                                              ; preds = %136
  %154 = load ptr, ptr %42, align 8
  %155 = getelementptr inbounds nuw i32, ptr %154, i64 %137
  %156 = load i32, ptr %155, align 4
  %157 = icmp sgt i32 %156, -1
  br i1 %157, label %158, label %171

158:                                              ; preds = %153
  %159 = load ptr, ptr %43, align 16
  %160 = getelementptr inbounds nuw i64, ptr %159, i64 %137
  %161 = load i64, ptr %160, align 8
  %162 = icmp eq i64 %120, %161
  br i1 %162, label %173, label %163

163:                                              ; preds = %158
  %164 = trunc nuw nsw i64 %117 to i32
  %165 = load ptr, ptr %124, align 8
  %166 = load ptr, ptr %140, align 8
  %167 = zext nneg i32 %156 to i64
  %168 = getelementptr inbounds nuw %struct.zs_port, ptr %123, i64 %167
  %169 = load ptr, ptr %168, align 8
  %170 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.65, ptr noundef %165, i32 noundef %164, ptr noundef %166, i64 noundef %120, ptr noundef %169, i64 noundef %161)
  br label %439

171:                                              ; preds = %153
  store i32 %114, ptr %155, align 4
  %172 = load ptr, ptr %43, align 16
  br label %173

173:                                              ; preds = %171, %158
  %174 = phi ptr [ %159, %158 ], [ %172, %171 ]
  %175 = getelementptr inbounds nuw i64, ptr %174, i64 %137
  store i64 %120, ptr %175, align 8
  %176 = load i32, ptr %94, align 4
  br label %177

177:                                              ; preds = %173, %130
  %178 = phi i32 [ %176, %173 ], [ %116, %130 ]
  %179 = add nuw nsw i64 %117, 1
  %180 = sext i32 %178 to i64
  %181 = icmp slt i64 %179, %180
  br i1 %181, label %115, label %182, !llvm.loop !24

182:                                              ; preds = %177
  %183 = load i32, ptr %63, align 8
  br label %184

184:                                              ; preds = %182, %111, %102
  %185 = phi i32 [ %178, %182 ], [ %95, %111 ], [ 0, %102 ]
  %186 = phi i32 [ %183, %182 ], [ %64, %111 ], [ %64, %102 ]
  %187 = getelementptr inbounds nuw i8, ptr %62, i64 24
  %188 = load ptr, ptr %187, align 8
  %189 = add i32 %186, -1
  %190 = icmp ult i32 %189, 26
  br i1 %190, label %191, label %197

191:                                              ; preds = %184
  %192 = zext nneg i32 %186 to i64
  %193 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %192
  %194 = getelementptr inbounds nuw i8, ptr %193, i64 8
  %195 = load i32, ptr %194, align 8
  %196 = sext i32 %195 to i64
  br label %197

197:                                              ; preds = %191, %184
  %198 = phi i64 [ %196, %191 ], [ 0, %184 ]
  %199 = icmp sgt i32 %185, 0
  br i1 %199, label %200, label %216

200:                                              ; preds = %197
  %201 = zext nneg i32 %185 to i64
  br label %202

202:                                              ; preds = %202, %200
  %203 = phi i64 [ 0, %200 ], [ %208, %202 ]
  %204 = phi i64 [ %198, %200 ], [ %207, %202 ]
  %205 = getelementptr inbounds nuw i64, ptr %188, i64 %203
  %206 = load i64, ptr %205, align 8
  %207 = mul nsw i64 %206, %204
  %208 = add nuw nsw i64 %203, 1
  %209 = icmp eq i64 %208, %201
  br i1 %209, label %210, label %202, !llvm.loop !25

210:                                              ; preds = %202
  %211 = getelementptr inbounds nuw i8, ptr %62, i64 32
  %212 = load ptr, ptr %211, align 8
  %213 = icmp ne ptr %212, null
  %214 = icmp ne i64 %207, 0
  %215 = select i1 %213, i1 %214, i1 false
  br i1 %215, label %233, label %249

216:                                              ; preds = %197
  %217 = getelementptr inbounds nuw i8, ptr %62, i64 32
  %218 = load ptr, ptr %217, align 8
  %219 = icmp ne ptr %218, null
  %220 = icmp ne i64 %198, 0
  %221 = select i1 %219, i1 %220, i1 false
  br i1 %221, label %222, label %249

222:                                              ; preds = %245, %216
  %223 = phi i64 [ 0, %216 ], [ %246, %245 ]
  br i1 %190, label %224, label %230

224:                                              ; preds = %222
  %225 = zext nneg i32 %186 to i64
  %226 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %225
  %227 = getelementptr inbounds nuw i8, ptr %226, i64 8
  %228 = load i32, ptr %227, align 8
  %229 = sext i32 %228 to i64
  br label %230

230:                                              ; preds = %224, %222
  %231 = phi i64 [ %229, %224 ], [ 0, %222 ]
  %232 = add i64 %231, %223
  br label %249

233:                                              ; preds = %210, %245
  %234 = phi i64 [ %247, %245 ], [ 0, %210 ]
  %235 = phi i64 [ %246, %245 ], [ 0, %210 ]
  %236 = getelementptr inbounds nuw i64, ptr %212, i64 %234
  %237 = load i64, ptr %236, align 8
  %238 = icmp sgt i64 %237, 0
  br i1 %238, label %239, label %245

239:                                              ; preds = %233
  %240 = getelementptr inbounds nuw i64, ptr %188, i64 %234
  %241 = load i64, ptr %240, align 8
  %242 = add nsw i64 %241, -1
  %243 = mul i64 %242, %237
  %244 = add i64 %243, %235
  br label %245

245:                                              ; preds = %239, %233
  %246 = phi i64 [ %244, %239 ], [ %235, %233 ]
  %247 = add nuw nsw i64 %234, 1
  %248 = icmp eq i64 %247, %201
  br i1 %248, label %222, label %233, !llvm.loop !26

249:                                              ; preds = %230, %216, %210
  %250 = phi i64 [ %232, %230 ], [ %207, %210 ], [ %198, %216 ]
  %251 = getelementptr inbounds nuw i8, ptr %62, i64 8
  %252 = load i64, ptr %251, align 8
  %253 = icmp ult i64 %252, %250
  br i1 %253, label %254, label %257

254:                                              ; preds = %249
  %255 = load ptr, ptr %61, align 8
  %256 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.34, ptr noundef %255, i64 noundef %252, i64 noundef %250)
  br label %439

257:                                              ; preds = %249
  %258 = icmp eq i64 %250, 0
  br i1 %258, label %265, label %259

259:                                              ; preds = %257
  %260 = load ptr, ptr %62, align 8
  %261 = icmp eq ptr %260, null
  br i1 %261, label %262, label %265

262:                                              ; preds = %259
  %263 = load ptr, ptr %61, align 8
  %264 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.35, ptr noundef %263)
  br label %439

265:                                              ; preds = %259, %257
  %266 = add nuw nsw i64 %59, 1
  %267 = load i32, ptr %37, align 4
  %268 = sext i32 %267 to i64
  %269 = icmp slt i64 %266, %268
  br i1 %269, label %58, label %270, !llvm.loop !27

270:                                              ; preds = %265, %36
  %271 = tail call fastcc i32 @prepare(ptr noundef nonnull %0)
  %272 = icmp eq i32 %271, 0
  br i1 %272, label %273, label %439

273:                                              ; preds = %270
  %274 = tail call fastcc i32 @place_outputs(ptr noundef nonnull %0, i64 noundef 0)
  %275 = icmp eq i32 %274, 0
  br i1 %275, label %276, label %439

276:                                              ; preds = %273
  %277 = load ptr, ptr %9, align 64
  %278 = getelementptr inbounds nuw i8, ptr %277, i64 12
  %279 = load i32, ptr %278, align 4
  %280 = icmp sgt i32 %279, 0
  br i1 %280, label %281, label %387

281:                                              ; preds = %276
  %282 = getelementptr inbounds nuw i8, ptr %0, i64 704
  %283 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %284 = getelementptr inbounds nuw i8, ptr %4, i64 20
  %285 = getelementptr inbounds nuw i8, ptr %4, i64 24
  %286 = getelementptr inbounds nuw i8, ptr %4, i64 32
  %287 = getelementptr inbounds nuw i8, ptr %0, i64 728
  br label %288

288:                                              ; preds = %380, %281
  %289 = phi i64 [ 0, %281 ], [ %381, %380 ]
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  %290 = getelementptr inbounds nuw %struct.zs_tensor, ptr %1, i64 %289
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(40) %4, ptr noundef nonnull readonly align 8 dereferenceable(40) %290, i64 40, i1 false)
  %291 = load ptr, ptr %4, align 8
  %292 = load ptr, ptr %282, align 64
  %293 = add nuw nsw i64 %289, 3
  %294 = getelementptr inbounds nuw ptr, ptr %292, i64 %293
  store ptr %291, ptr %294, align 8
  %295 = load i32, ptr %283, align 8
  %296 = load i32, ptr %284, align 4
  %297 = load ptr, ptr %285, align 8
  %298 = add i32 %295, -1
  %299 = icmp ult i32 %298, 26
  br i1 %299, label %300, label %306

300:                                              ; preds = %288
  %301 = zext nneg i32 %295 to i64
  %302 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %301
  %303 = getelementptr inbounds nuw i8, ptr %302, i64 8
  %304 = load i32, ptr %303, align 8
  %305 = sext i32 %304 to i64
  br label %306

306:                                              ; preds = %300, %288
  %307 = phi i64 [ %305, %300 ], [ 0, %288 ]
  %308 = icmp sgt i32 %296, 0
  br i1 %308, label %309, label %319

309:                                              ; preds = %306
  %310 = zext nneg i32 %296 to i64
  br label %311

311:                                              ; preds = %311, %309
  %312 = phi i64 [ 0, %309 ], [ %317, %311 ]
  %313 = phi i64 [ %307, %309 ], [ %316, %311 ]
  %314 = getelementptr inbounds nuw i64, ptr %297, i64 %312
  %315 = load i64, ptr %314, align 8
  %316 = mul nsw i64 %315, %313
  %317 = add nuw nsw i64 %312, 1
  %318 = icmp eq i64 %317, %310
  br i1 %318, label %319, label %311, !llvm.loop !25

319:                                              ; preds = %311, %306
  %320 = phi i64 [ %307, %306 ], [ %316, %311 ]
  %321 = icmp eq i64 %320, 0
  br i1 %321, label %380, label %322

322:                                              ; preds = %319
  %323 = load ptr, ptr %286, align 8
  %324 = icmp eq ptr %323, null
  br i1 %324, label %351, label %325

325:                                              ; preds = %322
  br i1 %299, label %326, label %332

326:                                              ; preds = %325
  %327 = zext nneg i32 %295 to i64
  %328 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %327
  %329 = getelementptr inbounds nuw i8, ptr %328, i64 8
  %330 = load i32, ptr %329, align 8
  %331 = sext i32 %330 to i64
  br label %332

332:                                              ; preds = %326, %325
  %333 = phi i64 [ %331, %326 ], [ 0, %325 ]
  %334 = icmp slt i32 %296, 1
  br i1 %334, label %351, label %335

335:                                              ; preds = %332
  %336 = zext nneg i32 %296 to i64
  br label %337

337:                                              ; preds = %348, %335
  %338 = phi i64 [ %336, %335 ], [ %340, %348 ]
  %339 = phi i64 [ %333, %335 ], [ %349, %348 ]
  %340 = add nsw i64 %338, -1
  %341 = getelementptr inbounds nuw i64, ptr %297, i64 %340
  %342 = load i64, ptr %341, align 8
  %343 = icmp eq i64 %342, 1
  br i1 %343, label %348, label %344

344:                                              ; preds = %337
  %345 = getelementptr inbounds nuw i64, ptr %323, i64 %340
  %346 = load i64, ptr %345, align 8
  %347 = icmp eq i64 %346, %339
  br i1 %347, label %348, label %361

348:                                              ; preds = %344, %337
  %349 = mul nsw i64 %342, %339
  %350 = icmp samesign ult i64 %338, 2
  br i1 %350, label %351, label %337, !llvm.loop !28

351:                                              ; preds = %348, %332, %322
  tail call void @llvm.assume(i1 %299)
  %352 = zext nneg i32 %295 to i64
  %353 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %352
  %354 = getelementptr inbounds nuw i8, ptr %353, i64 8
  %355 = load i32, ptr %354, align 8
  %356 = tail call i32 @llvm.smin.i32(i32 %355, i32 8)
  %357 = sext i32 %356 to i64
  %358 = ptrtoint ptr %291 to i64
  %359 = urem i64 %358, %357
  %360 = icmp eq i64 %359, 0
  br i1 %360, label %380, label %361

361:                                              ; preds = %344, %351
  %362 = load ptr, ptr %287, align 8
  %363 = getelementptr inbounds nuw %struct.region, ptr %362, i64 %289
  %364 = tail call fastcc i32 @region_grow(ptr noundef nonnull %0, ptr noundef %363, i64 noundef %320, ptr noundef nonnull @.str.71)
  %365 = icmp eq i32 %364, 0
  br i1 %365, label %366, label %379

366:                                              ; preds = %361
  %367 = load ptr, ptr %287, align 8
  %368 = getelementptr inbounds nuw %struct.region, ptr %367, i64 %289
  %369 = load ptr, ptr %368, align 8
  br i1 %324, label %372, label %370

370:                                              ; preds = %366
  %371 = call fastcc ptr @copy_row_major(ptr noundef %369, ptr noundef %291, ptr noundef %4, i32 noundef 0)
  br label %373

372:                                              ; preds = %366
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %369, ptr align 1 %291, i64 %320, i1 false)
  br label %373

373:                                              ; preds = %372, %370
  %374 = load ptr, ptr %287, align 8
  %375 = getelementptr inbounds nuw %struct.region, ptr %374, i64 %289
  %376 = load ptr, ptr %375, align 8
  %377 = load ptr, ptr %282, align 64
  %378 = getelementptr inbounds nuw ptr, ptr %377, i64 %293
  store ptr %376, ptr %378, align 8
  br label %380

379:                                              ; preds = %361
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  br label %439

380:                                              ; preds = %373, %351, %319
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %381 = add nuw nsw i64 %289, 1
  %382 = load i32, ptr %278, align 4
  %383 = sext i32 %382 to i64
  %384 = icmp slt i64 %381, %383
  br i1 %384, label %288, label %385, !llvm.loop !29

385:                                              ; preds = %380
  %386 = load ptr, ptr %9, align 64
  br label %387

387:                                              ; preds = %385, %276
  %388 = phi ptr [ %386, %385 ], [ %277, %276 ]
  %389 = getelementptr inbounds nuw i8, ptr %0, i64 432
  %390 = load i32, ptr %389, align 16
  %391 = tail call i32 @getpid() #14
  %392 = icmp eq i32 %390, %391
  br i1 %392, label %400, label %393

393:                                              ; preds = %387
  %394 = tail call fastcc i32 @pool_start(ptr noundef nonnull %0)
  %395 = icmp eq i32 %394, 0
  br i1 %395, label %400, label %396

396:                                              ; preds = %393
  %397 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %398 = load i32, ptr %397, align 32
  %399 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 5, ptr noundef nonnull @.str.72, i32 noundef %398, i32 noundef %394)
  br label %439

400:                                              ; preds = %393, %387
  %401 = getelementptr inbounds nuw i8, ptr %0, i64 696
  store i32 0, ptr %401, align 8
  %402 = tail call fastcc i64 @pool_run(ptr noundef nonnull %0, ptr noundef nonnull @walk, ptr noundef nonnull %0)
  %403 = getelementptr inbounds nuw i8, ptr %0, i64 752
  %404 = load ptr, ptr %403, align 16
  %405 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %406 = load ptr, ptr %405, align 32
  %407 = getelementptr inbounds nuw i8, ptr %388, i64 88
  %408 = load ptr, ptr %407, align 8
  %409 = ptrtoint ptr %406 to i64
  %410 = ptrtoint ptr %408 to i64
  %411 = sub i64 %409, %410
  %412 = sdiv exact i64 %411, 19
  %413 = getelementptr inbounds i8, ptr %404, i64 %412
  %414 = load i64, ptr %413, align 8
  %415 = add nsw i64 %414, 1
  store i64 %415, ptr %413, align 8
  %416 = icmp ne i64 %402, 9223372036854775807
  %417 = load i32, ptr %401, align 8
  %418 = icmp eq i32 %417, 0
  %419 = select i1 %416, i1 %418, i1 false
  br i1 %419, label %420, label %436

420:                                              ; preds = %400
  %421 = getelementptr inbounds nuw i8, ptr %388, i64 96
  %422 = load ptr, ptr %421, align 8
  %423 = ashr i64 %402, 32
  %424 = getelementptr inbounds %struct.zs_step, ptr %422, i64 %423
  %425 = getelementptr inbounds nuw i8, ptr %424, i64 8
  %426 = load ptr, ptr %425, align 8
  %427 = trunc i64 %402 to i32
  switch i32 %427, label %434 [
    i32 6, label %428
    i32 7, label %430
    i32 8, label %432
  ]

428:                                              ; preds = %420
  %429 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 6, ptr noundef nonnull @.str.73, ptr noundef %426)
  br label %439

430:                                              ; preds = %420
  %431 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 7, ptr noundef nonnull @.str.74, ptr noundef %426)
  br label %439

432:                                              ; preds = %420
  %433 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 8, ptr noundef nonnull @.str.75, ptr noundef %426)
  br label %439

434:                                              ; preds = %420
  %435 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef %427, ptr noundef nonnull @.str.76, ptr noundef %426, i32 noundef %427)
  br label %436

436:                                              ; preds = %434, %400
  %437 = phi i32 [ %427, %434 ], [ %417, %400 ]
  %438 = icmp eq i32 %437, 0
  br i1 %438, label %468, label %439

439:                                              ; preds = %436, %432, %430, %428, %396, %379, %273, %270, %262, %254, %163, %148, %132, %108, %99, %90
  %440 = phi i32 [ %437, %436 ], [ 8, %432 ], [ 7, %430 ], [ 6, %428 ], [ 5, %396 ], [ %364, %379 ], [ %274, %273 ], [ %271, %270 ], [ 1, %99 ], [ 1, %108 ], [ 1, %254 ], [ 1, %262 ], [ 1, %163 ], [ 1, %148 ], [ 1, %132 ], [ 1, %90 ]
  %441 = load ptr, ptr %9, align 64
  %442 = getelementptr inbounds nuw i8, ptr %441, i64 16
  %443 = load i32, ptr %442, align 8
  %444 = icmp sgt i32 %443, 0
  br i1 %444, label %445, label %468

445:                                              ; preds = %439, %458
  %446 = phi ptr [ %459, %458 ], [ %441, %439 ]
  %447 = phi i64 [ %460, %458 ], [ 0, %439 ]
  %448 = load ptr, ptr %23, align 32
  %449 = getelementptr inbounds nuw i32, ptr %448, i64 %447
  %450 = load i32, ptr %449, align 4
  %451 = icmp eq i32 %450, 0
  br i1 %451, label %458, label %452

452:                                              ; preds = %445
  %453 = getelementptr inbounds nuw %struct.zs_tensor, ptr %2, i64 %447
  %454 = load ptr, ptr %453, align 8
  tail call void @free(ptr noundef %454) #14
  store ptr null, ptr %453, align 8
  %455 = load ptr, ptr %23, align 32
  %456 = getelementptr inbounds nuw i32, ptr %455, i64 %447
  store i32 0, ptr %456, align 4
  %457 = load ptr, ptr %9, align 64
  br label %458

458:                                              ; preds = %452, %445
  %459 = phi ptr [ %446, %445 ], [ %457, %452 ]
  %460 = add nuw nsw i64 %447, 1
  %461 = getelementptr inbounds nuw i8, ptr %459, i64 16
  %462 = load i32, ptr %461, align 8
  %463 = sext i32 %462 to i64
  %464 = icmp slt i64 %460, %463
  br i1 %464, label %445, label %468, !llvm.loop !30

465:                                              ; preds = %16, %6
  %466 = phi ptr [ @.str.29, %6 ], [ @.str.30, %16 ]
  %467 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull %466)
  br label %468

468:                                              ; preds = %458, %436, %439, %465
  %469 = phi i32 [ %440, %439 ], [ 1, %465 ], [ 0, %436 ], [ %440, %458 ]
  %470 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %7) #14
  br label %471

471:                                              ; preds = %3, %468
  %472 = phi i32 [ %469, %468 ], [ 1, %3 ]
  ret i32 %472
}

; Function Attrs: nounwind
declare i32 @pthread_mutex_lock(ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_mutex_unlock(ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define range(i32 0, 2) i32 @zs_output_shape(ptr noundef %0, i32 noundef %1, ptr noundef writeonly captures(none) %2) local_unnamed_addr #1 {
  %4 = icmp eq ptr %0, null
  br i1 %4, label %74, label %5

5:                                                ; preds = %3
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %7 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %6) #14
  %8 = icmp sgt i32 %1, -1
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %10 = load ptr, ptr %9, align 64
  %11 = getelementptr inbounds nuw i8, ptr %10, i64 16
  %12 = load i32, ptr %11, align 8
  %13 = icmp slt i32 %1, %12
  %14 = select i1 %8, i1 %13, i1 false
  br i1 %14, label %17, label %15

15:                                               ; preds = %5
  %16 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.2, i32 noundef %1, i32 noundef %12)
  br label %71

17:                                               ; preds = %5
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 532
  %19 = load i32, ptr %18, align 4
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %21, label %23

21:                                               ; preds = %17
  %22 = zext nneg i32 %1 to i64
  br label %39

23:                                               ; preds = %17
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %25 = load ptr, ptr %24, align 32
  %26 = getelementptr inbounds nuw i8, ptr %25, i64 136
  %27 = load ptr, ptr %26, align 8
  %28 = zext nneg i32 %1 to i64
  %29 = getelementptr inbounds nuw i64, ptr %27, i64 %28
  %30 = load i64, ptr %29, align 8
  %31 = icmp eq i64 %30, 0
  br i1 %31, label %46, label %32

32:                                               ; preds = %23
  %33 = getelementptr inbounds nuw i8, ptr %0, i64 536
  %34 = load ptr, ptr %33, align 8
  %35 = getelementptr i32, ptr %34, i64 %30
  %36 = getelementptr i8, ptr %35, i64 -4
  %37 = load i32, ptr %36, align 4
  %38 = icmp eq i32 %37, 0
  br i1 %38, label %39, label %46

39:                                               ; preds = %21, %32
  %40 = phi i64 [ %22, %21 ], [ %28, %32 ]
  %41 = getelementptr inbounds nuw i8, ptr %10, i64 80
  %42 = load ptr, ptr %41, align 8
  %43 = getelementptr inbounds nuw %struct.zs_port, ptr %42, i64 %40
  %44 = load ptr, ptr %43, align 8
  %45 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.3, ptr noundef %44)
  br label %71

46:                                               ; preds = %32, %23
  %47 = getelementptr inbounds nuw i8, ptr %0, i64 608
  %48 = load ptr, ptr %47, align 32
  %49 = icmp eq i32 %1, 0
  %50 = getelementptr inbounds nuw i8, ptr %10, i64 80
  %51 = load ptr, ptr %50, align 8
  br i1 %49, label %54, label %52

52:                                               ; preds = %46
  %53 = zext nneg i32 %1 to i64
  br label %61

54:                                               ; preds = %61, %46
  %55 = phi ptr [ %48, %46 ], [ %68, %61 ]
  %56 = getelementptr inbounds nuw %struct.zs_port, ptr %51, i64 %28
  %57 = getelementptr inbounds nuw i8, ptr %56, i64 12
  %58 = load i32, ptr %57, align 4
  %59 = sext i32 %58 to i64
  %60 = shl nsw i64 %59, 3
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %2, ptr align 8 %55, i64 %60, i1 false)
  br label %71

61:                                               ; preds = %52, %61
  %62 = phi i64 [ 0, %52 ], [ %69, %61 ]
  %63 = phi ptr [ %48, %52 ], [ %68, %61 ]
  %64 = getelementptr inbounds nuw %struct.zs_port, ptr %51, i64 %62
  %65 = getelementptr inbounds nuw i8, ptr %64, i64 12
  %66 = load i32, ptr %65, align 4
  %67 = sext i32 %66 to i64
  %68 = getelementptr inbounds i64, ptr %63, i64 %67
  %69 = add nuw nsw i64 %62, 1
  %70 = icmp eq i64 %69, %53
  br i1 %70, label %54, label %61, !llvm.loop !31

71:                                               ; preds = %39, %54, %15
  %72 = phi i32 [ 1, %15 ], [ 0, %54 ], [ 1, %39 ]
  %73 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %6) #14
  br label %74

74:                                               ; preds = %3, %71
  %75 = phi i32 [ %72, %71 ], [ 1, %3 ]
  ret i32 %75
}

; Function Attrs: nofree nounwind uwtable
define internal noundef i32 @fail(ptr noundef captures(none) %0, i32 noundef returned %1, ptr noundef readonly captures(none) %2, ...) unnamed_addr #6 {
  %4 = alloca [1 x %struct.__va_list_tag], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  call void @llvm.va_start.p0(ptr nonnull %4)
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 760
  %6 = call i32 @vsnprintf(ptr noundef nonnull %5, i64 noundef 512, ptr noundef %2, ptr noundef nonnull %4) #14
  call void @llvm.va_end.p0(ptr nonnull %4)
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  ret i32 %1
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare void @llvm.memcpy.p0.p0.i64(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i64, i1 immarg) #7

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable
define ptr @zs_step_name(ptr noundef readonly captures(address_is_null) %0, i32 noundef %1) local_unnamed_addr #8 {
  %3 = icmp ne ptr %0, null
  %4 = icmp sgt i32 %1, -1
  %5 = and i1 %3, %4
  br i1 %5, label %6, label %19

6:                                                ; preds = %2
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %8 = load ptr, ptr %7, align 64
  %9 = getelementptr inbounds nuw i8, ptr %8, i64 28
  %10 = load i32, ptr %9, align 4
  %11 = icmp slt i32 %1, %10
  br i1 %11, label %12, label %19

12:                                               ; preds = %6
  %13 = getelementptr inbounds nuw i8, ptr %8, i64 96
  %14 = load ptr, ptr %13, align 8
  %15 = zext nneg i32 %1 to i64
  %16 = getelementptr inbounds nuw %struct.zs_step, ptr %14, i64 %15
  %17 = getelementptr inbounds nuw i8, ptr %16, i64 8
  %18 = load ptr, ptr %17, align 8
  br label %19

19:                                               ; preds = %2, %6, %12
  %20 = phi ptr [ %18, %12 ], [ null, %6 ], [ null, %2 ]
  ret ptr %20
}

; Function Attrs: nounwind uwtable
define range(i32 0, 2) i32 @zs_profile(ptr noundef %0, ptr noundef writeonly captures(none) %1, ptr noundef writeonly captures(none) %2) local_unnamed_addr #1 {
  %4 = icmp eq ptr %0, null
  br i1 %4, label %60, label %5

5:                                                ; preds = %3
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %7 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %6) #14
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 744
  %9 = load ptr, ptr %8, align 8
  %10 = icmp eq ptr %9, null
  br i1 %10, label %11, label %13

11:                                               ; preds = %5
  %12 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.4)
  br label %57

13:                                               ; preds = %5
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %15 = load ptr, ptr %14, align 64
  %16 = getelementptr inbounds nuw i8, ptr %15, i64 28
  %17 = load i32, ptr %16, align 4
  %18 = sext i32 %17 to i64
  %19 = shl nsw i64 %18, 3
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %1, ptr nonnull align 8 %9, i64 %19, i1 false)
  %20 = getelementptr inbounds nuw i8, ptr %15, i64 20
  %21 = load i32, ptr %20, align 4
  %22 = icmp sgt i32 %21, 0
  br i1 %22, label %23, label %57

23:                                               ; preds = %13
  %24 = getelementptr inbounds nuw i8, ptr %15, i64 88
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 752
  %26 = load ptr, ptr %24, align 8
  br label %27

27:                                               ; preds = %23, %39
  %28 = phi i32 [ %21, %23 ], [ %40, %39 ]
  %29 = phi ptr [ %26, %23 ], [ %41, %39 ]
  %30 = phi i64 [ 0, %23 ], [ %42, %39 ]
  %31 = getelementptr inbounds nuw %struct.zs_plan, ptr %29, i64 %30
  %32 = getelementptr inbounds nuw i8, ptr %31, i64 16
  %33 = load i64, ptr %32, align 8
  %34 = getelementptr inbounds nuw i8, ptr %31, i64 24
  %35 = load i64, ptr %34, align 8
  %36 = icmp slt i64 %33, %35
  br i1 %36, label %45, label %39

37:                                               ; preds = %45
  %38 = load i32, ptr %20, align 4
  br label %39

39:                                               ; preds = %37, %27
  %40 = phi i32 [ %38, %37 ], [ %28, %27 ]
  %41 = phi ptr [ %52, %37 ], [ %29, %27 ]
  %42 = add nuw nsw i64 %30, 1
  %43 = sext i32 %40 to i64
  %44 = icmp slt i64 %42, %43
  br i1 %44, label %27, label %57, !llvm.loop !32

45:                                               ; preds = %27, %45
  %46 = phi i64 [ %51, %45 ], [ %33, %27 ]
  %47 = load ptr, ptr %25, align 16
  %48 = getelementptr inbounds nuw i64, ptr %47, i64 %30
  %49 = load i64, ptr %48, align 8
  %50 = getelementptr inbounds i64, ptr %2, i64 %46
  store i64 %49, ptr %50, align 8
  %51 = add nsw i64 %46, 1
  %52 = load ptr, ptr %24, align 8
  %53 = getelementptr inbounds nuw %struct.zs_plan, ptr %52, i64 %30
  %54 = getelementptr inbounds nuw i8, ptr %53, i64 24
  %55 = load i64, ptr %54, align 8
  %56 = icmp slt i64 %51, %55
  br i1 %56, label %45, label %37, !llvm.loop !33

57:                                               ; preds = %39, %13, %11
  %58 = phi i32 [ 1, %11 ], [ 0, %13 ], [ 0, %39 ]
  %59 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %6) #14
  br label %60

60:                                               ; preds = %3, %57
  %61 = phi i32 [ %58, %57 ], [ 1, %3 ]
  ret i32 %61
}

; Function Attrs: nounwind uwtable
define range(i32 0, 2) i32 @zs_memory(ptr noundef %0, ptr noundef writeonly captures(none) %1) local_unnamed_addr #1 {
  %3 = icmp eq ptr %0, null
  br i1 %3, label %43, label %4

4:                                                ; preds = %2
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 448
  %6 = tail call i32 @pthread_mutex_lock(ptr noundef nonnull %5) #14
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %8 = load ptr, ptr %7, align 8
  store ptr %8, ptr %1, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 640
  %10 = load i64, ptr %9, align 8
  %11 = getelementptr inbounds nuw i8, ptr %1, i64 8
  store i64 %10, ptr %11, align 8
  %12 = getelementptr inbounds nuw i8, ptr %1, i64 16
  store i64 0, ptr %12, align 8
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %14 = load ptr, ptr %13, align 64
  %15 = getelementptr inbounds nuw i8, ptr %14, i64 36
  %16 = load i32, ptr %15, align 4
  %17 = icmp sgt i32 %16, 0
  br i1 %17, label %18, label %20

18:                                               ; preds = %4
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 648
  br label %29

20:                                               ; preds = %29, %4
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 520
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr inbounds nuw i8, ptr %1, i64 24
  store ptr %22, ptr %23, align 8
  %24 = load ptr, ptr %13, align 64
  %25 = getelementptr inbounds nuw i8, ptr %24, i64 160
  %26 = load i64, ptr %25, align 8
  %27 = getelementptr inbounds nuw i8, ptr %1, i64 32
  store i64 %26, ptr %27, align 8
  %28 = tail call i32 @pthread_mutex_unlock(ptr noundef nonnull %5) #14
  br label %43

29:                                               ; preds = %18, %29
  %30 = phi i64 [ 0, %18 ], [ %36, %29 ]
  %31 = phi i64 [ 0, %18 ], [ %37, %29 ]
  %32 = load ptr, ptr %19, align 8
  %33 = getelementptr inbounds nuw %struct.region, ptr %32, i64 %31
  %34 = getelementptr inbounds nuw i8, ptr %33, i64 8
  %35 = load i64, ptr %34, align 8
  %36 = add i64 %30, %35
  store i64 %36, ptr %12, align 8
  %37 = add nuw nsw i64 %31, 1
  %38 = load ptr, ptr %13, align 64
  %39 = getelementptr inbounds nuw i8, ptr %38, i64 36
  %40 = load i32, ptr %39, align 4
  %41 = sext i32 %40 to i64
  %42 = icmp slt i64 %37, %41
  br i1 %42, label %29, label %20, !llvm.loop !34

43:                                               ; preds = %2, %20
  %44 = phi i32 [ 0, %20 ], [ 1, %2 ]
  ret i32 %44
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable
define nonnull ptr @zs_error(ptr noundef readnone captures(address_is_null, ret: address, provenance) %0) local_unnamed_addr #0 {
  %2 = icmp eq ptr %0, null
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 760
  %4 = select i1 %2, ptr getelementptr inbounds nuw (i8, ptr @open_failure, i64 40), ptr %3
  ret ptr %4
}

; Function Attrs: nounwind uwtable
define void @zs_close(ptr noundef %0) local_unnamed_addr #1 {
  %2 = icmp eq ptr %0, null
  br i1 %2, label %4, label %3

3:                                                ; preds = %1
  tail call fastcc void @finish(ptr noundef nonnull %0)
  br label %4

4:                                                ; preds = %3, %1
  ret void
}

; Function Attrs: mustprogress nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite) uwtable
define void @zs_release(ptr noundef captures(none) %0) local_unnamed_addr #9 {
  tail call void @free(ptr noundef %0) #14
  ret void
}

; Function Attrs: mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite)
declare void @free(ptr allocptr noundef captures(none)) local_unnamed_addr #10

; Function Attrs: nofree nounwind
declare noundef i32 @snprintf(ptr noalias noundef writeonly captures(none), i64 noundef, ptr noundef readonly captures(none), ...) local_unnamed_addr #3

; Function Attrs: nounwind uwtable
define internal fastcc range(i32 0, 4) i32 @prepare(ptr noundef captures(address) %0) unnamed_addr #1 {
  %2 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %3 = load ptr, ptr %2, align 64
  %4 = getelementptr inbounds nuw i8, ptr %3, i64 8
  %5 = load i32, ptr %4, align 8
  %6 = sext i32 %5 to i64
  %7 = shl nsw i64 %6, 3
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 532
  %9 = load i32, ptr %8, align 4
  %10 = icmp eq i32 %9, 0
  br i1 %10, label %18, label %11

11:                                               ; preds = %1
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %13 = load ptr, ptr %12, align 8
  %14 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %15 = load ptr, ptr %14, align 16
  %16 = tail call i32 @bcmp(ptr %13, ptr %15, i64 %7)
  %17 = icmp eq i32 %16, 0
  br i1 %17, label %177, label %18

18:                                               ; preds = %11, %1
  store i32 0, ptr %8, align 4
  %19 = getelementptr inbounds nuw i8, ptr %0, i64 536
  %20 = load ptr, ptr %19, align 8
  %21 = getelementptr inbounds nuw i8, ptr %3, i64 36
  %22 = load i32, ptr %21, align 4
  %23 = sext i32 %22 to i64
  %24 = shl nsw i64 %23, 2
  tail call void @llvm.memset.p0.i64(ptr align 4 %20, i8 0, i64 %24, i1 false)
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %26 = load ptr, ptr %25, align 8
  %27 = getelementptr inbounds nuw i8, ptr %0, i64 560
  %28 = load ptr, ptr %27, align 16
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %26, ptr align 8 %28, i64 %7, i1 false)
  %29 = load ptr, ptr %2, align 64
  %30 = getelementptr inbounds nuw i8, ptr %29, i64 88
  %31 = load ptr, ptr %30, align 8
  %32 = load i64, ptr %31, align 8
  %33 = icmp sgt i64 %32, -1
  %34 = load ptr, ptr %25, align 8
  br i1 %33, label %35, label %47

35:                                               ; preds = %18, %43
  %36 = phi i64 [ %45, %43 ], [ %32, %18 ]
  %37 = phi ptr [ %44, %43 ], [ %31, %18 ]
  %38 = getelementptr inbounds nuw i64, ptr %34, i64 %36
  %39 = load i64, ptr %38, align 8
  %40 = getelementptr inbounds nuw i8, ptr %37, i64 8
  %41 = load i64, ptr %40, align 8
  %42 = icmp eq i64 %39, %41
  br i1 %42, label %47, label %43

43:                                               ; preds = %35
  %44 = getelementptr inbounds nuw i8, ptr %37, i64 152
  %45 = load i64, ptr %44, align 8
  %46 = icmp sgt i64 %45, -1
  br i1 %46, label %35, label %47, !llvm.loop !35

47:                                               ; preds = %35, %43, %18
  %48 = phi ptr [ %31, %18 ], [ %37, %35 ], [ %44, %43 ]
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 544
  store ptr %48, ptr %49, align 32
  %50 = getelementptr inbounds nuw i8, ptr %48, i64 144
  %51 = load ptr, ptr %50, align 8
  %52 = getelementptr inbounds nuw i8, ptr %0, i64 576
  %53 = load ptr, ptr %52, align 64
  %54 = getelementptr inbounds nuw i8, ptr %0, i64 616
  %55 = load ptr, ptr %54, align 8
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 608
  %57 = load ptr, ptr %56, align 32
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 624
  %59 = load ptr, ptr %58, align 16
  tail call void %51(ptr noundef %34, ptr noundef %53, ptr noundef %55, ptr noundef %57, ptr noundef %59) #14
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 584
  %61 = load i64, ptr %60, align 8
  %62 = add nsw i64 %61, 1
  store i64 %62, ptr %60, align 8
  %63 = getelementptr inbounds nuw i8, ptr %48, i64 80
  %64 = load i64, ptr %63, align 8
  %65 = getelementptr inbounds nuw i8, ptr %48, i64 88
  %66 = load i64, ptr %65, align 8
  %67 = icmp slt i64 %64, %66
  br i1 %67, label %68, label %90

68:                                               ; preds = %47
  %69 = load ptr, ptr %2, align 64
  %70 = getelementptr inbounds nuw i8, ptr %69, i64 128
  %71 = load ptr, ptr %70, align 8
  br label %72

72:                                               ; preds = %83, %68
  %73 = phi i64 [ %64, %68 ], [ %84, %83 ]
  %74 = getelementptr inbounds %struct.zs_check, ptr %71, i64 %73
  %75 = load i64, ptr %74, align 8
  %76 = icmp eq i64 %75, 0
  br i1 %76, label %77, label %83

77:                                               ; preds = %72
  %78 = load ptr, ptr %58, align 16
  %79 = sub nsw i64 %73, %64
  %80 = getelementptr inbounds i64, ptr %78, i64 %79
  %81 = load i64, ptr %80, align 8
  %82 = icmp eq i64 %81, 0
  br i1 %82, label %83, label %86

83:                                               ; preds = %77, %72
  %84 = add i64 %73, 1
  %85 = icmp eq i64 %84, %66
  br i1 %85, label %90, label %72, !llvm.loop !36

86:                                               ; preds = %77
  %87 = getelementptr inbounds nuw i8, ptr %74, i64 8
  %88 = load ptr, ptr %87, align 8
  %89 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.5, ptr noundef %88)
  br label %177

90:                                               ; preds = %83, %47
  %91 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %92 = load i32, ptr %91, align 32
  %93 = sext i32 %92 to i64
  %94 = load ptr, ptr %54, align 8
  %95 = load i64, ptr %94, align 8
  %96 = add i64 %95, 63
  %97 = and i64 %96, -64
  %98 = getelementptr inbounds nuw i8, ptr %94, i64 8
  %99 = load i64, ptr %98, align 8
  %100 = mul i64 %99, %93
  %101 = add i64 %97, %100
  %102 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %103 = load ptr, ptr %102, align 8
  %104 = getelementptr inbounds nuw i8, ptr %3, i64 48
  %105 = load i32, ptr %104, align 8
  %106 = sext i32 %105 to i64
  %107 = mul nsw i64 %106, %93
  %108 = add i64 %107, %101
  %109 = tail call fastcc i32 @region_grow(ptr noundef %0, ptr noundef nonnull %102, i64 noundef %108, ptr noundef nonnull @.str.27)
  %110 = icmp eq i32 %109, 0
  br i1 %110, label %111, label %177

111:                                              ; preds = %90
  %112 = icmp ne ptr %103, null
  %113 = load ptr, ptr %102, align 8
  %114 = icmp eq ptr %113, %103
  %115 = select i1 %112, i1 %114, i1 false
  br i1 %115, label %116, label %118

116:                                              ; preds = %111
  tail call void @llvm.memset.p0.i64(ptr align 1 %113, i8 0, i64 %101, i1 false)
  %117 = load ptr, ptr %102, align 8
  br label %118

118:                                              ; preds = %116, %111
  %119 = phi ptr [ %117, %116 ], [ %113, %111 ]
  %120 = getelementptr inbounds nuw i8, ptr %119, i64 %97
  %121 = getelementptr inbounds nuw i8, ptr %0, i64 664
  store ptr %120, ptr %121, align 8
  %122 = load ptr, ptr %54, align 8
  %123 = getelementptr inbounds nuw i8, ptr %122, i64 8
  %124 = load i64, ptr %123, align 8
  %125 = getelementptr inbounds nuw i8, ptr %0, i64 656
  store i64 %124, ptr %125, align 16
  %126 = getelementptr inbounds nuw i8, ptr %119, i64 %101
  %127 = getelementptr inbounds nuw i8, ptr %0, i64 672
  store ptr %126, ptr %127, align 32
  %128 = getelementptr inbounds nuw i8, ptr %0, i64 704
  %129 = load ptr, ptr %128, align 64
  store ptr %119, ptr %129, align 8
  %130 = getelementptr inbounds nuw i8, ptr %0, i64 520
  %131 = load ptr, ptr %130, align 8
  %132 = load ptr, ptr %128, align 64
  %133 = getelementptr inbounds nuw i8, ptr %132, i64 8
  store ptr %131, ptr %133, align 8
  %134 = getelementptr inbounds nuw i8, ptr %0, i64 720
  store i32 0, ptr %134, align 16
  %135 = load ptr, ptr %49, align 32
  %136 = getelementptr inbounds nuw i8, ptr %135, i64 32
  %137 = load i64, ptr %136, align 8
  %138 = getelementptr inbounds nuw i8, ptr %135, i64 40
  %139 = load i64, ptr %138, align 8
  %140 = icmp slt i64 %137, %139
  br i1 %140, label %141, label %146

141:                                              ; preds = %118
  %142 = getelementptr inbounds nuw i8, ptr %3, i64 104
  %143 = getelementptr inbounds nuw i8, ptr %3, i64 12
  %144 = getelementptr inbounds nuw i8, ptr %3, i64 16
  %145 = getelementptr inbounds nuw i8, ptr %0, i64 712
  br label %147

146:                                              ; preds = %171, %118
  store i32 1, ptr %8, align 4
  br label %177

147:                                              ; preds = %141, %171
  %148 = phi ptr [ %135, %141 ], [ %172, %171 ]
  %149 = phi i64 [ %137, %141 ], [ %173, %171 ]
  %150 = load ptr, ptr %142, align 8
  %151 = getelementptr inbounds %struct.zs_reloc, ptr %150, i64 %149
  %152 = getelementptr inbounds nuw i8, ptr %151, i64 8
  %153 = load i64, ptr %152, align 8
  %154 = icmp sgt i64 %153, 2
  br i1 %154, label %155, label %171

155:                                              ; preds = %147
  %156 = load i32, ptr %143, align 4
  %157 = add nsw i32 %156, 3
  %158 = load i32, ptr %144, align 8
  %159 = add nsw i32 %157, %158
  %160 = sext i32 %159 to i64
  %161 = icmp slt i64 %153, %160
  br i1 %161, label %162, label %171

162:                                              ; preds = %155
  %163 = load ptr, ptr %145, align 8
  %164 = load i32, ptr %134, align 16
  %165 = add nsw i32 %164, 1
  store i32 %165, ptr %134, align 16
  %166 = sext i32 %164 to i64
  %167 = getelementptr inbounds %struct.zs_reloc, ptr %163, i64 %166
  %168 = load ptr, ptr %142, align 8
  %169 = getelementptr inbounds %struct.zs_reloc, ptr %168, i64 %149
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(24) %167, ptr noundef nonnull align 8 dereferenceable(24) %169, i64 24, i1 false)
  %170 = load ptr, ptr %49, align 32
  br label %171

171:                                              ; preds = %147, %155, %162
  %172 = phi ptr [ %148, %147 ], [ %148, %155 ], [ %170, %162 ]
  %173 = add nsw i64 %149, 1
  %174 = getelementptr inbounds nuw i8, ptr %172, i64 40
  %175 = load i64, ptr %174, align 8
  %176 = icmp slt i64 %173, %175
  br i1 %176, label %147, label %146, !llvm.loop !37

177:                                              ; preds = %86, %90, %146, %11
  %178 = phi i32 [ 0, %11 ], [ 1, %86 ], [ 0, %146 ], [ %109, %90 ]
  ret i32 %178
}

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: read)
declare i64 @strlen(ptr noundef captures(none)) local_unnamed_addr #11

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite)
declare ptr @strcat(ptr noalias noundef returned, ptr noalias noundef readonly captures(none)) local_unnamed_addr #12

; Function Attrs: nounwind
declare i32 @sched_getaffinity(i32 noundef, i64 noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: mustprogress nofree nounwind willreturn allockind("alloc,zeroed") allocsize(0,1) memory(inaccessiblemem: readwrite)
declare noalias noundef ptr @calloc(i64 noundef, i64 noundef) local_unnamed_addr #13

; Function Attrs: nounwind uwtable
define internal fastcc i32 @pool_start(ptr noundef %0) unnamed_addr #1 {
  %2 = alloca %struct.__sigset_t, align 8
  %3 = alloca %struct.__sigset_t, align 8
  %4 = alloca [24 x i8], align 16
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #14
  call void @llvm.lifetime.start.p0(ptr nonnull %3) #14
  store atomic i32 0, ptr %0 seq_cst, align 64
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 4
  store atomic i32 0, ptr %5 seq_cst, align 4
  %6 = getelementptr inbounds nuw i8, ptr %0, i64 68
  store atomic i32 0, ptr %6 seq_cst, align 4
  %7 = getelementptr inbounds nuw i8, ptr %0, i64 128
  store atomic i32 0, ptr %7 seq_cst, align 64
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 276
  store i32 0, ptr %8, align 4
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 424
  store i32 -1, ptr %9, align 8
  %10 = call i32 @sigfillset(ptr noundef nonnull %2) #14
  %11 = call i32 @pthread_sigmask(i32 noundef 2, ptr noundef nonnull %2, ptr noundef nonnull %3) #14
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %13 = load i32, ptr %12, align 32
  %14 = icmp sgt i32 %13, 1
  br i1 %14, label %15, label %53

15:                                               ; preds = %1
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 280
  br label %19

17:                                               ; preds = %36, %34
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %18 = call i32 @pthread_sigmask(i32 noundef 2, ptr noundef nonnull %3, ptr noundef null) #14
  br label %57

19:                                               ; preds = %15, %45
  %20 = phi i64 [ 1, %15 ], [ %49, %45 ]
  %21 = load ptr, ptr %16, align 8
  %22 = getelementptr inbounds nuw %struct.worker, ptr %21, i64 %20
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  store ptr %0, ptr %22, align 8
  %23 = getelementptr inbounds nuw i8, ptr %22, i64 8
  %24 = trunc nuw nsw i64 %20 to i32
  store i32 %24, ptr %23, align 8
  %25 = getelementptr inbounds nuw i8, ptr %22, i64 16
  %26 = call i32 @pthread_create(ptr noundef nonnull %25, ptr noundef null, ptr noundef nonnull @pool_work, ptr noundef nonnull %22) #14
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %45, label %28

28:                                               ; preds = %19
  store i32 1, ptr %8, align 4
  %29 = atomicrmw add ptr %0, i32 1 seq_cst, align 64
  %30 = load atomic i32, ptr %5 seq_cst, align 4
  %31 = icmp eq i32 %30, 0
  br i1 %31, label %34, label %32

32:                                               ; preds = %28
  %33 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %0, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %34

34:                                               ; preds = %32, %28
  %35 = icmp samesign ugt i64 %20, 1
  br i1 %35, label %36, label %17

36:                                               ; preds = %34, %36
  %37 = phi i64 [ %43, %36 ], [ 1, %34 ]
  %38 = load ptr, ptr %16, align 8
  %39 = getelementptr inbounds nuw %struct.worker, ptr %38, i64 %37
  %40 = getelementptr inbounds nuw i8, ptr %39, i64 16
  %41 = load i64, ptr %40, align 8
  %42 = call i32 @pthread_join(i64 noundef %41, ptr noundef null) #14
  %43 = add nuw nsw i64 %37, 1
  %44 = icmp eq i64 %43, %20
  br i1 %44, label %17, label %36, !llvm.loop !20

45:                                               ; preds = %19
  %46 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) %4, i64 noundef 24, ptr noundef nonnull @.str.23, i32 noundef %24) #14
  %47 = load i64, ptr %25, align 8
  %48 = call i32 @pthread_setname_np(i64 noundef %47, ptr noundef nonnull %4) #14
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %49 = add nuw nsw i64 %20, 1
  %50 = load i32, ptr %12, align 32
  %51 = sext i32 %50 to i64
  %52 = icmp slt i64 %49, %51
  br i1 %52, label %19, label %53, !llvm.loop !38

53:                                               ; preds = %45, %1
  %54 = call i32 @pthread_sigmask(i32 noundef 2, ptr noundef nonnull %3, ptr noundef null) #14
  %55 = call i32 @getpid() #14
  %56 = getelementptr inbounds nuw i8, ptr %0, i64 432
  store i32 %55, ptr %56, align 16
  br label %57

57:                                               ; preds = %17, %53
  %58 = phi i32 [ 0, %53 ], [ %26, %17 ]
  call void @llvm.lifetime.end.p0(ptr nonnull %3) #14
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #14
  ret i32 %58
}

; Function Attrs: nounwind
declare i32 @sigfillset(ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_sigmask(i32 noundef, ptr noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_create(ptr noundef, ptr noundef, ptr noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal noalias noundef ptr @pool_work(ptr noundef readonly captures(none) %0) #1 {
  %2 = alloca %struct.timespec, align 8
  %3 = alloca i32, align 4
  %4 = load ptr, ptr %0, align 8
  %5 = getelementptr inbounds nuw i8, ptr %4, i64 292
  %6 = load i32, ptr %5, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %3)
  store i32 %6, ptr %3, align 4
  call void @llvm.x86.sse.ldmxcsr(ptr nonnull %3)
  call void @llvm.lifetime.end.p0(ptr nonnull %3)
  %7 = getelementptr inbounds nuw i8, ptr %4, i64 428
  %8 = getelementptr inbounds nuw i8, ptr %2, i64 8
  %9 = getelementptr inbounds nuw i8, ptr %4, i64 4
  %10 = getelementptr inbounds nuw i8, ptr %4, i64 276
  %11 = getelementptr inbounds nuw i8, ptr %4, i64 256
  %12 = getelementptr inbounds nuw i8, ptr %4, i64 264
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 8
  %14 = getelementptr inbounds nuw i8, ptr %4, i64 288
  br label %15

15:                                               ; preds = %53, %1
  %16 = phi i32 [ 0, %1 ], [ %59, %53 ]
  %17 = load i32, ptr %7, align 4
  %18 = icmp eq i32 %17, 0
  %19 = select i1 %18, i64 50000, i64 0
  br label %20

20:                                               ; preds = %29, %15
  %21 = phi i64 [ 0, %15 ], [ %37, %29 ]
  br label %22

22:                                               ; preds = %26, %20
  %23 = phi i32 [ 0, %20 ], [ %27, %26 ]
  %24 = load atomic i32, ptr %4 acquire, align 64
  %25 = icmp eq i32 %24, %16
  br i1 %25, label %26, label %49

26:                                               ; preds = %22
  call void @llvm.x86.sse2.pause()
  %27 = add nuw nsw i32 %23, 1
  %28 = icmp eq i32 %27, 32
  br i1 %28, label %29, label %22, !llvm.loop !39

29:                                               ; preds = %26
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #14
  %30 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #14
  %31 = load i64, ptr %2, align 8
  %32 = mul nsw i64 %31, 1000000000
  %33 = load i64, ptr %8, align 8
  %34 = add nsw i64 %32, %33
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #14
  %35 = icmp eq i64 %21, 0
  %36 = add nsw i64 %34, %19
  %37 = select i1 %35, i64 %36, i64 %21
  %38 = icmp slt i64 %34, %37
  br i1 %38, label %20, label %39

39:                                               ; preds = %29
  %40 = atomicrmw add ptr %9, i32 1 seq_cst, align 4
  %41 = load atomic i32, ptr %4 seq_cst, align 64
  %42 = icmp eq i32 %41, %16
  br i1 %42, label %43, label %47

43:                                               ; preds = %39, %43
  %44 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %4, i32 noundef 128, i32 noundef %16, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  %45 = load atomic i32, ptr %4 seq_cst, align 64
  %46 = icmp eq i32 %45, %16
  br i1 %46, label %43, label %47, !llvm.loop !40

47:                                               ; preds = %43, %39
  %48 = atomicrmw sub ptr %9, i32 1 seq_cst, align 4
  br label %49

49:                                               ; preds = %22, %47
  %50 = load i32, ptr %10, align 4
  %51 = icmp eq i32 %50, 0
  br i1 %51, label %53, label %52

52:                                               ; preds = %49
  ret ptr null

53:                                               ; preds = %49
  %54 = load ptr, ptr %11, align 64
  %55 = load ptr, ptr %12, align 8
  %56 = load i32, ptr %13, align 8
  %57 = load i32, ptr %14, align 32
  call void %54(ptr noundef %55, i32 noundef %56, i32 noundef %57) #14
  %58 = call fastcc i32 @pool_barrier(ptr noundef nonnull %4)
  %59 = add i32 %16, 1
  br label %15, !llvm.loop !41
}

; Function Attrs: nounwind
declare i32 @pthread_setname_np(i64 noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @getpid() local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal fastcc i32 @pool_barrier(ptr noundef %0) unnamed_addr #1 {
  %2 = alloca %struct.timespec, align 8
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 64
  %4 = load atomic i32, ptr %3 monotonic, align 64
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 128
  %6 = atomicrmw add ptr %5, i32 1 seq_cst, align 64
  %7 = add nsw i32 %6, 1
  %8 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %9 = load i32, ptr %8, align 32
  %10 = icmp eq i32 %7, %9
  br i1 %10, label %11, label %23

11:                                               ; preds = %1
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 192
  %13 = load atomic i64, ptr %12 seq_cst, align 64
  %14 = icmp ne i64 %13, 9223372036854775807
  %15 = zext i1 %14 to i32
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 272
  store i32 %15, ptr %16, align 16
  store atomic i32 0, ptr %5 monotonic, align 64
  %17 = atomicrmw add ptr %3, i32 1 seq_cst, align 64
  %18 = getelementptr inbounds nuw i8, ptr %0, i64 68
  %19 = load atomic i32, ptr %18 seq_cst, align 4
  %20 = icmp eq i32 %19, 0
  br i1 %20, label %59, label %21

21:                                               ; preds = %11
  %22 = tail call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %3, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %59

23:                                               ; preds = %1
  %24 = getelementptr inbounds nuw i8, ptr %0, i64 428
  %25 = load i32, ptr %24, align 4
  %26 = icmp eq i32 %25, 0
  %27 = select i1 %26, i64 200000, i64 0
  %28 = getelementptr inbounds nuw i8, ptr %2, i64 8
  br label %29

29:                                               ; preds = %38, %23
  %30 = phi i64 [ 0, %23 ], [ %46, %38 ]
  br label %31

31:                                               ; preds = %35, %29
  %32 = phi i32 [ 0, %29 ], [ %36, %35 ]
  %33 = load atomic i32, ptr %3 acquire, align 64
  %34 = icmp eq i32 %33, %4
  br i1 %34, label %35, label %59

35:                                               ; preds = %31
  call void @llvm.x86.sse2.pause()
  %36 = add nuw nsw i32 %32, 1
  %37 = icmp eq i32 %36, 32
  br i1 %37, label %38, label %31, !llvm.loop !39

38:                                               ; preds = %35
  call void @llvm.lifetime.start.p0(ptr nonnull %2) #14
  %39 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %2) #14
  %40 = load i64, ptr %2, align 8
  %41 = mul nsw i64 %40, 1000000000
  %42 = load i64, ptr %28, align 8
  %43 = add nsw i64 %41, %42
  call void @llvm.lifetime.end.p0(ptr nonnull %2) #14
  %44 = icmp eq i64 %30, 0
  %45 = add nsw i64 %43, %27
  %46 = select i1 %44, i64 %45, i64 %30
  %47 = icmp slt i64 %43, %46
  br i1 %47, label %29, label %48

48:                                               ; preds = %38
  %49 = getelementptr inbounds nuw i8, ptr %0, i64 68
  %50 = atomicrmw add ptr %49, i32 1 seq_cst, align 4
  %51 = load atomic i32, ptr %3 seq_cst, align 64
  %52 = icmp eq i32 %51, %4
  br i1 %52, label %53, label %57

53:                                               ; preds = %48, %53
  %54 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %3, i32 noundef 128, i32 noundef %4, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  %55 = load atomic i32, ptr %3 seq_cst, align 64
  %56 = icmp eq i32 %55, %4
  br i1 %56, label %53, label %57, !llvm.loop !40

57:                                               ; preds = %53, %48
  %58 = atomicrmw sub ptr %49, i32 1 seq_cst, align 4
  br label %59

59:                                               ; preds = %31, %57, %21, %11
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 272
  %61 = load i32, ptr %60, align 16
  ret i32 %61
}

; Function Attrs: nounwind
declare void @llvm.x86.sse.ldmxcsr(ptr) #14

; Function Attrs: nounwind
declare i64 @syscall(i64 noundef, ...) local_unnamed_addr #5

; Function Attrs: nounwind
declare void @llvm.x86.sse2.pause() #14

; Function Attrs: nounwind
declare i32 @clock_gettime(i32 noundef, ptr noundef) local_unnamed_addr #5

declare i32 @pthread_join(i64 noundef, ptr noundef) local_unnamed_addr #15

; Function Attrs: nounwind
declare i32 @madvise(ptr noundef, i64 noundef, i32 noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal fastcc range(i32 0, 2) i32 @region_map(ptr noundef writeonly captures(none) %0, i64 noundef %1, i32 noundef range(i32 0, 2) %2) unnamed_addr #1 {
  %4 = icmp slt i64 %1, 0
  br i1 %4, label %45, label %5

5:                                                ; preds = %3
  %6 = icmp samesign ugt i64 %1, 262144
  br i1 %6, label %7, label %10

7:                                                ; preds = %5
  %8 = add nuw i64 %1, 2097151
  %9 = and i64 %8, -2097152
  br label %14

10:                                               ; preds = %5
  %11 = tail call i64 @llvm.usub.sat.i64(i64 %1, i64 1)
  %12 = add nuw nsw i64 %11, 65536
  %13 = and i64 %12, 983040
  br label %14

14:                                               ; preds = %7, %10
  %15 = phi i64 [ %9, %7 ], [ %13, %10 ]
  %16 = add nuw i64 %15, 2228224
  %17 = tail call ptr @mmap(ptr noundef null, i64 noundef %16, i32 noundef 3, i32 noundef 34, i32 noundef -1, i64 noundef 0) #14
  %18 = icmp eq ptr %17, inttoptr (i64 -1 to ptr)
  br i1 %18, label %45, label %19

19:                                               ; preds = %14
  %20 = ptrtoint ptr %17 to i64
  %21 = add i64 %20, 2162687
  %22 = and i64 %21, -2097152
  %23 = inttoptr i64 %22 to ptr
  %24 = getelementptr inbounds i8, ptr %23, i64 -65536
  %25 = getelementptr inbounds nuw i8, ptr %23, i64 %15
  %26 = getelementptr inbounds nuw i8, ptr %25, i64 65536
  %27 = getelementptr inbounds nuw i8, ptr %17, i64 %16
  %28 = icmp ugt ptr %24, %17
  br i1 %28, label %29, label %33

29:                                               ; preds = %19
  %30 = ptrtoint ptr %24 to i64
  %31 = sub i64 %30, %20
  %32 = tail call i32 @munmap(ptr noundef %17, i64 noundef %31) #14
  br label %33

33:                                               ; preds = %29, %19
  %34 = icmp ugt ptr %27, %26
  br i1 %34, label %35, label %40

35:                                               ; preds = %33
  %36 = ptrtoint ptr %27 to i64
  %37 = ptrtoint ptr %26 to i64
  %38 = sub i64 %36, %37
  %39 = tail call i32 @munmap(ptr noundef nonnull %26, i64 noundef %38) #14
  br label %40

40:                                               ; preds = %35, %33
  %41 = icmp eq i32 %2, 0
  %42 = select i1 %41, i32 15, i32 14
  %43 = tail call i32 @madvise(ptr noundef %23, i64 noundef %15, i32 noundef %42) #14
  store ptr %23, ptr %0, align 8
  %44 = getelementptr inbounds nuw i8, ptr %0, i64 8
  store i64 %15, ptr %44, align 8
  br label %45

45:                                               ; preds = %40, %14, %3
  %46 = phi i32 [ 0, %3 ], [ 1, %40 ], [ 0, %14 ]
  ret i32 %46
}

; Function Attrs: nounwind uwtable
define internal fastcc i64 @pool_run(ptr noundef initializes((256, 272)) %0, ptr noundef %1, ptr noundef %2) unnamed_addr #1 {
  %4 = alloca i32, align 4
  %5 = alloca i32, align 4
  %6 = alloca %struct.cpu_mask, align 8
  %7 = alloca i32, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %7)
  call void @llvm.x86.sse.stmxcsr(ptr nonnull %7)
  %8 = load i32, ptr %7, align 4
  call void @llvm.lifetime.end.p0(ptr nonnull %7)
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 256
  store ptr %1, ptr %9, align 64
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 264
  store ptr %2, ptr %10, align 8
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 192
  store atomic i64 9223372036854775807, ptr %11 seq_cst, align 64
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 288
  %13 = load i32, ptr %12, align 32
  %14 = icmp sgt i32 %13, 1
  br i1 %14, label %15, label %65

15:                                               ; preds = %3
  %16 = call i32 @sched_getcpu() #14
  %17 = getelementptr inbounds nuw i8, ptr %0, i64 428
  %18 = load i32, ptr %17, align 4
  %19 = icmp eq i32 %18, 0
  br i1 %19, label %20, label %58

20:                                               ; preds = %15
  %21 = getelementptr inbounds nuw i8, ptr %0, i64 424
  %22 = load i32, ptr %21, align 8
  %23 = icmp eq i32 %16, %22
  br i1 %23, label %58, label %24

24:                                               ; preds = %20
  %25 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %26 = load atomic i32, ptr %25 seq_cst, align 4
  %27 = icmp eq i32 %26, 0
  br i1 %27, label %58, label %28

28:                                               ; preds = %24
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #14
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 296
  call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 8 dereferenceable(128) %6, ptr noundef nonnull align 8 dereferenceable(128) %29, i64 128, i1 false)
  %30 = icmp ult i32 %16, 1024
  br i1 %30, label %31, label %41

31:                                               ; preds = %28
  %32 = and i32 %16, 63
  %33 = zext nneg i32 %32 to i64
  %34 = shl nuw i64 1, %33
  %35 = xor i64 %34, -1
  %36 = lshr i32 %16, 6
  %37 = zext nneg i32 %36 to i64
  %38 = getelementptr inbounds nuw i64, ptr %6, i64 %37
  %39 = load i64, ptr %38, align 8
  %40 = and i64 %39, %35
  store i64 %40, ptr %38, align 8
  br label %41

41:                                               ; preds = %31, %28
  %42 = load i32, ptr %12, align 32
  %43 = icmp sgt i32 %42, 1
  br i1 %43, label %44, label %46

44:                                               ; preds = %41
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 280
  br label %47

46:                                               ; preds = %47, %41
  store i32 %16, ptr %21, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #14
  br label %58

47:                                               ; preds = %47, %44
  %48 = phi i64 [ 1, %44 ], [ %54, %47 ]
  %49 = load ptr, ptr %45, align 8
  %50 = getelementptr inbounds nuw %struct.worker, ptr %49, i64 %48
  %51 = getelementptr inbounds nuw i8, ptr %50, i64 16
  %52 = load i64, ptr %51, align 8
  %53 = call i32 @pthread_setaffinity_np(i64 noundef %52, i64 noundef 128, ptr noundef nonnull %6) #14
  %54 = add nuw nsw i64 %48, 1
  %55 = load i32, ptr %12, align 32
  %56 = sext i32 %55 to i64
  %57 = icmp slt i64 %54, %56
  br i1 %57, label %47, label %46, !llvm.loop !42

58:                                               ; preds = %15, %20, %24, %46
  %59 = atomicrmw add ptr %0, i32 1 seq_cst, align 64
  %60 = getelementptr inbounds nuw i8, ptr %0, i64 4
  %61 = load atomic i32, ptr %60 seq_cst, align 4
  %62 = icmp eq i32 %61, 0
  br i1 %62, label %65, label %63

63:                                               ; preds = %58
  %64 = call i64 (i64, ...) @syscall(i64 noundef 202, ptr noundef nonnull %0, i32 noundef 129, i32 noundef 2147483647, ptr noundef null, ptr noundef null, i32 noundef 0) #14
  br label %65

65:                                               ; preds = %63, %58, %3
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 292
  %67 = load i32, ptr %66, align 4
  call void @llvm.lifetime.start.p0(ptr nonnull %5)
  store i32 %67, ptr %5, align 4
  call void @llvm.x86.sse.ldmxcsr(ptr nonnull %5)
  call void @llvm.lifetime.end.p0(ptr nonnull %5)
  %68 = load i32, ptr %12, align 32
  call void %1(ptr noundef %2, i32 noundef 0, i32 noundef %68) #14, !callees !43
  %69 = call fastcc i32 @pool_barrier(ptr noundef nonnull %0)
  call void @llvm.lifetime.start.p0(ptr nonnull %4)
  store i32 %8, ptr %4, align 4
  call void @llvm.x86.sse.ldmxcsr(ptr nonnull %4)
  call void @llvm.lifetime.end.p0(ptr nonnull %4)
  %70 = load atomic i64, ptr %11 seq_cst, align 64
  ret i64 %70
}

; Function Attrs: nounwind uwtable
define internal void @copy_weights(ptr noundef readonly captures(none) %0, i32 noundef %1, i32 noundef %2) #1 {
  %4 = getelementptr inbounds nuw i8, ptr %0, i64 160
  %5 = load i64, ptr %4, align 8
  %6 = sext i32 %1 to i64
  %7 = shl nsw i64 %6, 23
  %8 = icmp ult i64 %7, %5
  br i1 %8, label %9, label %13

9:                                                ; preds = %3
  %10 = getelementptr inbounds nuw i8, ptr %0, i64 152
  %11 = sext i32 %2 to i64
  %12 = shl nsw i64 %11, 23
  br label %14

13:                                               ; preds = %38, %3
  ret void

14:                                               ; preds = %9, %38
  %15 = phi i64 [ %7, %9 ], [ %39, %38 ]
  %16 = sub nuw i64 %5, %15
  %17 = tail call i64 @llvm.umin.i64(i64 %16, i64 8388608)
  %18 = load ptr, ptr getelementptr inbounds nuw (i8, ptr @shared_weights, i64 40), align 8
  %19 = getelementptr inbounds nuw i8, ptr %18, i64 %15
  %20 = load ptr, ptr %10, align 8
  %21 = getelementptr inbounds nuw i8, ptr %20, i64 %15
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %19, ptr align 1 %21, i64 %17, i1 false)
  %22 = load ptr, ptr %10, align 8
  %23 = getelementptr inbounds nuw i8, ptr %22, i64 %15
  %24 = tail call i64 @sysconf(i32 noundef 30) #14
  %25 = ptrtoint ptr %23 to i64
  %26 = add i64 %24, -1
  %27 = add i64 %26, %25
  %28 = urem i64 %27, %24
  %29 = sub nuw i64 %27, %28
  %30 = add i64 %17, %25
  %31 = urem i64 %30, %24
  %32 = sub nuw i64 %30, %31
  %33 = icmp ugt i64 %32, %29
  br i1 %33, label %34, label %38

34:                                               ; preds = %14
  %35 = inttoptr i64 %29 to ptr
  %36 = sub nuw i64 %32, %29
  %37 = tail call i32 @madvise(ptr noundef %35, i64 noundef %36, i32 noundef 4) #14
  br label %38

38:                                               ; preds = %14, %34
  %39 = add i64 %15, %12
  %40 = icmp ult i64 %39, %5
  br i1 %40, label %14, label %13, !llvm.loop !44
}

; Function Attrs: nounwind
declare ptr @mmap(ptr noundef, i64 noundef, i32 noundef, i32 noundef, i32 noundef, i64 noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @munmap(ptr noundef, i64 noundef) local_unnamed_addr #5

; Function Attrs: nounwind memory(argmem: write)
declare void @llvm.x86.sse.stmxcsr(ptr) #16

; Function Attrs: nounwind
declare i32 @sched_getcpu() local_unnamed_addr #5

; Function Attrs: nounwind
declare i32 @pthread_setaffinity_np(i64 noundef, i64 noundef, ptr noundef) local_unnamed_addr #5

; Function Attrs: nounwind
declare i64 @sysconf(i32 noundef) local_unnamed_addr #5

; Function Attrs: nounwind uwtable
define internal fastcc range(i32 0, 4) i32 @region_grow(ptr noundef captures(address) %0, ptr noundef captures(address) %1, i64 noundef %2, ptr noundef %3) unnamed_addr #1 {
  %5 = load ptr, ptr %1, align 8
  %6 = icmp eq ptr %5, null
  br i1 %6, label %11, label %7

7:                                                ; preds = %4
  %8 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %9 = load i64, ptr %8, align 8
  %10 = icmp ult i64 %9, %2
  br i1 %10, label %11, label %109

11:                                               ; preds = %7, %4
  %12 = icmp ugt i64 %2, 262144
  br i1 %12, label %13, label %16

13:                                               ; preds = %11
  %14 = add i64 %2, 2097151
  %15 = and i64 %14, -2097152
  br label %20

16:                                               ; preds = %11
  %17 = tail call i64 @llvm.usub.sat.i64(i64 %2, i64 1)
  %18 = add nuw nsw i64 %17, 65536
  %19 = and i64 %18, 983040
  br label %20

20:                                               ; preds = %13, %16
  %21 = phi i64 [ %15, %13 ], [ %19, %16 ]
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 528
  %23 = load i32, ptr %22, align 16
  %24 = icmp eq i32 %23, 0
  br i1 %24, label %30, label %25

25:                                               ; preds = %20
  %26 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %27 = load ptr, ptr %26, align 64
  %28 = getelementptr inbounds nuw i8, ptr %27, i64 160
  %29 = load i64, ptr %28, align 8
  br label %30

30:                                               ; preds = %25, %20
  %31 = phi i64 [ %29, %25 ], [ 0, %20 ]
  %32 = getelementptr inbounds nuw i8, ptr %0, i64 632
  %33 = icmp eq ptr %1, %32
  br i1 %33, label %37, label %34

34:                                               ; preds = %30
  %35 = getelementptr inbounds nuw i8, ptr %0, i64 640
  %36 = load i64, ptr %35, align 8
  br label %37

37:                                               ; preds = %34, %30
  %38 = phi i64 [ %36, %34 ], [ %21, %30 ]
  %39 = add i64 %38, %31
  %40 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %41 = load ptr, ptr %40, align 64
  %42 = getelementptr inbounds nuw i8, ptr %41, i64 12
  %43 = load i32, ptr %42, align 4
  %44 = icmp sgt i32 %43, 0
  br i1 %44, label %45, label %49

45:                                               ; preds = %37
  %46 = getelementptr inbounds nuw i8, ptr %0, i64 728
  %47 = load ptr, ptr %46, align 8
  %48 = zext nneg i32 %43 to i64
  br label %58

49:                                               ; preds = %66, %37
  %50 = phi i64 [ %39, %37 ], [ %68, %66 ]
  %51 = getelementptr inbounds nuw i8, ptr %41, i64 36
  %52 = load i32, ptr %51, align 4
  %53 = icmp sgt i32 %52, 0
  br i1 %53, label %54, label %84

54:                                               ; preds = %49
  %55 = getelementptr inbounds nuw i8, ptr %0, i64 648
  %56 = load ptr, ptr %55, align 8
  %57 = zext nneg i32 %52 to i64
  br label %71

58:                                               ; preds = %66, %45
  %59 = phi i64 [ 0, %45 ], [ %69, %66 ]
  %60 = phi i64 [ %39, %45 ], [ %68, %66 ]
  %61 = getelementptr inbounds nuw %struct.region, ptr %47, i64 %59
  %62 = icmp eq ptr %1, %61
  br i1 %62, label %66, label %63

63:                                               ; preds = %58
  %64 = getelementptr inbounds nuw i8, ptr %61, i64 8
  %65 = load i64, ptr %64, align 8
  br label %66

66:                                               ; preds = %63, %58
  %67 = phi i64 [ %65, %63 ], [ %21, %58 ]
  %68 = add i64 %67, %60
  %69 = add nuw nsw i64 %59, 1
  %70 = icmp eq i64 %69, %48
  br i1 %70, label %49, label %58, !llvm.loop !45

71:                                               ; preds = %79, %54
  %72 = phi i64 [ 0, %54 ], [ %82, %79 ]
  %73 = phi i64 [ %50, %54 ], [ %81, %79 ]
  %74 = getelementptr inbounds nuw %struct.region, ptr %56, i64 %72
  %75 = icmp eq ptr %1, %74
  br i1 %75, label %79, label %76

76:                                               ; preds = %71
  %77 = getelementptr inbounds nuw i8, ptr %74, i64 8
  %78 = load i64, ptr %77, align 8
  br label %79

79:                                               ; preds = %76, %71
  %80 = phi i64 [ %78, %76 ], [ %21, %71 ]
  %81 = add i64 %80, %73
  %82 = add nuw nsw i64 %72, 1
  %83 = icmp eq i64 %82, %57
  br i1 %83, label %84, label %71, !llvm.loop !46

84:                                               ; preds = %79, %49
  %85 = phi i64 [ %50, %49 ], [ %81, %79 ]
  %86 = getelementptr inbounds nuw i8, ptr %0, i64 504
  %87 = load i64, ptr %86, align 8
  %88 = icmp ne i64 %87, 0
  %89 = icmp ugt i64 %85, %87
  %90 = and i1 %88, %89
  br i1 %90, label %91, label %93

91:                                               ; preds = %84
  %92 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.26, i64 noundef %85, i64 noundef %87, ptr noundef %3)
  br label %109

93:                                               ; preds = %84
  br i1 %6, label %100, label %94

94:                                               ; preds = %93
  %95 = getelementptr inbounds i8, ptr %5, i64 -65536
  %96 = getelementptr inbounds nuw i8, ptr %1, i64 8
  %97 = load i64, ptr %96, align 8
  %98 = add i64 %97, 131072
  %99 = tail call i32 @munmap(ptr noundef nonnull %95, i64 noundef %98) #14
  br label %100

100:                                              ; preds = %93, %94
  tail call void @llvm.memset.p0.i64(ptr noundef nonnull align 8 dereferenceable(16) %1, i8 0, i64 16, i1 false)
  %101 = getelementptr inbounds nuw i8, ptr %0, i64 500
  %102 = load i32, ptr %101, align 4
  %103 = and i32 %102, 1
  %104 = xor i32 %103, 1
  %105 = tail call fastcc i32 @region_map(ptr noundef nonnull %1, i64 noundef %2, i32 noundef %104)
  %106 = icmp eq i32 %105, 0
  br i1 %106, label %107, label %109

107:                                              ; preds = %100
  %108 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.28, i64 noundef %2)
  br label %109

109:                                              ; preds = %91, %107, %100, %7
  %110 = phi i32 [ 0, %7 ], [ 3, %107 ], [ 3, %91 ], [ 0, %100 ]
  ret i32 %110
}

; Function Attrs: nounwind
declare i32 @pthread_mutex_destroy(ptr noundef) local_unnamed_addr #5

; Function Attrs: nofree nounwind uwtable
define internal fastcc range(i32 0, 4) i32 @place_outputs(ptr noundef captures(none) %0, i64 noundef range(i64 -9223372036854775807, -9223372036854775808) %1) unnamed_addr #6 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %4 = load ptr, ptr %3, align 64
  %5 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %6 = load i32, ptr %5, align 8
  %7 = icmp sgt i32 %6, 0
  br i1 %7, label %8, label %250

8:                                                ; preds = %2
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 608
  %10 = load ptr, ptr %9, align 32
  %11 = getelementptr inbounds nuw i8, ptr %4, i64 80
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 680
  %13 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %14 = load ptr, ptr %11, align 8
  br label %15

15:                                               ; preds = %8, %114
  %16 = phi ptr [ %14, %8 ], [ %116, %114 ]
  %17 = phi i64 [ 0, %8 ], [ %117, %114 ]
  %18 = phi i32 [ -1, %8 ], [ %115, %114 ]
  %19 = phi ptr [ %10, %8 ], [ %122, %114 ]
  %20 = getelementptr inbounds nuw %struct.zs_port, ptr %16, i64 %17
  %21 = load ptr, ptr %12, align 8
  %22 = getelementptr inbounds nuw %struct.zs_tensor, ptr %21, i64 %17
  %23 = load ptr, ptr %13, align 32
  %24 = getelementptr inbounds nuw i8, ptr %23, i64 136
  %25 = load ptr, ptr %24, align 8
  %26 = getelementptr inbounds nuw i64, ptr %25, i64 %17
  %27 = load i64, ptr %26, align 8
  %28 = icmp eq i64 %27, %1
  br i1 %28, label %29, label %114

29:                                               ; preds = %15
  %30 = getelementptr inbounds nuw i8, ptr %22, i64 16
  %31 = load i32, ptr %30, align 8
  %32 = icmp eq i32 %31, 0
  br i1 %32, label %61, label %33

33:                                               ; preds = %29
  %34 = getelementptr inbounds nuw i8, ptr %20, i64 8
  %35 = load i32, ptr %34, align 8
  %36 = icmp eq i32 %31, %35
  br i1 %36, label %61, label %37

37:                                               ; preds = %33
  %38 = load ptr, ptr %20, align 8
  %39 = icmp ugt i32 %31, 26
  %40 = and i32 %31, 23
  %41 = icmp eq i32 %40, 0
  %42 = or i1 %39, %41
  br i1 %42, label %47, label %43

43:                                               ; preds = %37
  %44 = zext nneg i32 %31 to i64
  %45 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %44
  %46 = load ptr, ptr %45, align 16
  br label %47

47:                                               ; preds = %37, %43
  %48 = phi ptr [ %46, %43 ], [ @.str.36, %37 ]
  %49 = add i32 %35, -27
  %50 = icmp ult i32 %49, -26
  %51 = and i32 %35, 23
  %52 = icmp eq i32 %51, 0
  %53 = or i1 %50, %52
  br i1 %53, label %58, label %54

54:                                               ; preds = %47
  %55 = zext nneg i32 %35 to i64
  %56 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %55
  %57 = load ptr, ptr %56, align 16
  br label %58

58:                                               ; preds = %47, %54
  %59 = phi ptr [ %57, %54 ], [ @.str.36, %47 ]
  %60 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.66, ptr noundef %38, ptr noundef %48, ptr noundef %59)
  br label %250

61:                                               ; preds = %33, %29
  %62 = getelementptr inbounds nuw i8, ptr %22, i64 32
  %63 = load ptr, ptr %62, align 8
  %64 = icmp eq ptr %63, null
  br i1 %64, label %68, label %65

65:                                               ; preds = %61
  %66 = load ptr, ptr %20, align 8
  %67 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.67, ptr noundef %66)
  br label %250

68:                                               ; preds = %61
  %69 = load ptr, ptr %22, align 8
  %70 = getelementptr inbounds nuw i8, ptr %20, i64 8
  %71 = load i32, ptr %70, align 8
  %72 = add i32 %71, -1
  %73 = icmp ult i32 %72, 26
  tail call void @llvm.assume(i1 %73)
  %74 = zext nneg i32 %71 to i64
  %75 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %74
  %76 = getelementptr inbounds nuw i8, ptr %75, i64 8
  %77 = load i32, ptr %76, align 8
  %78 = tail call i32 @llvm.smin.i32(i32 %77, i32 8)
  %79 = sext i32 %78 to i64
  %80 = ptrtoint ptr %69 to i64
  %81 = urem i64 %80, %79
  %82 = icmp eq i64 %81, 0
  br i1 %82, label %86, label %83

83:                                               ; preds = %68
  %84 = load ptr, ptr %20, align 8
  %85 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.68, ptr noundef %84)
  br label %250

86:                                               ; preds = %68
  store i32 %71, ptr %30, align 8
  %87 = getelementptr inbounds nuw i8, ptr %20, i64 12
  %88 = load i32, ptr %87, align 4
  %89 = getelementptr inbounds nuw i8, ptr %22, i64 20
  store i32 %88, ptr %89, align 4
  %90 = getelementptr inbounds nuw i8, ptr %22, i64 24
  store ptr %19, ptr %90, align 8
  %91 = icmp eq ptr %69, null
  br i1 %91, label %114, label %92

92:                                               ; preds = %86
  %93 = getelementptr inbounds nuw i8, ptr %22, i64 8
  %94 = load i64, ptr %93, align 8
  %95 = sext i32 %77 to i64
  %96 = icmp sgt i32 %88, 0
  br i1 %96, label %97, label %107

97:                                               ; preds = %92
  %98 = zext nneg i32 %88 to i64
  br label %99

99:                                               ; preds = %99, %97
  %100 = phi i64 [ 0, %97 ], [ %105, %99 ]
  %101 = phi i64 [ %95, %97 ], [ %104, %99 ]
  %102 = getelementptr inbounds nuw i64, ptr %19, i64 %100
  %103 = load i64, ptr %102, align 8
  %104 = mul nsw i64 %103, %101
  %105 = add nuw nsw i64 %100, 1
  %106 = icmp eq i64 %105, %98
  br i1 %106, label %107, label %99, !llvm.loop !25

107:                                              ; preds = %99, %92
  %108 = phi i64 [ %95, %92 ], [ %104, %99 ]
  %109 = icmp ult i64 %94, %108
  %110 = icmp slt i32 %18, 0
  %111 = select i1 %109, i1 %110, i1 false
  %112 = trunc nuw nsw i64 %17 to i32
  %113 = select i1 %111, i32 %112, i32 %18
  br label %114

114:                                              ; preds = %15, %86, %107
  %115 = phi i32 [ %18, %15 ], [ %18, %86 ], [ %113, %107 ]
  %116 = load ptr, ptr %11, align 8
  %117 = add nuw nsw i64 %17, 1
  %118 = getelementptr inbounds nuw %struct.zs_port, ptr %116, i64 %17
  %119 = getelementptr inbounds nuw i8, ptr %118, i64 12
  %120 = load i32, ptr %119, align 4
  %121 = sext i32 %120 to i64
  %122 = getelementptr inbounds i64, ptr %19, i64 %121
  %123 = load i32, ptr %5, align 8
  %124 = sext i32 %123 to i64
  %125 = icmp slt i64 %117, %124
  br i1 %125, label %15, label %126, !llvm.loop !47

126:                                              ; preds = %114
  %127 = icmp sgt i32 %115, -1
  br i1 %127, label %136, label %128

128:                                              ; preds = %126
  %129 = icmp sgt i32 %123, 0
  br i1 %129, label %130, label %250

130:                                              ; preds = %128
  %131 = getelementptr inbounds nuw i8, ptr %0, i64 680
  %132 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %133 = getelementptr inbounds nuw i8, ptr %0, i64 736
  %134 = getelementptr inbounds nuw i8, ptr %0, i64 704
  %135 = getelementptr inbounds nuw i8, ptr %4, i64 12
  br label %177

136:                                              ; preds = %126
  %137 = getelementptr inbounds nuw i8, ptr %0, i64 680
  %138 = load ptr, ptr %137, align 8
  %139 = zext nneg i32 %115 to i64
  %140 = getelementptr inbounds nuw %struct.zs_tensor, ptr %138, i64 %139
  %141 = getelementptr inbounds nuw i8, ptr %4, i64 80
  %142 = load ptr, ptr %141, align 8
  %143 = getelementptr inbounds nuw %struct.zs_port, ptr %142, i64 %139
  %144 = load ptr, ptr %143, align 8
  %145 = getelementptr inbounds nuw i8, ptr %140, i64 8
  %146 = load i64, ptr %145, align 8
  %147 = getelementptr inbounds nuw i8, ptr %140, i64 16
  %148 = load i32, ptr %147, align 8
  %149 = getelementptr inbounds nuw i8, ptr %140, i64 20
  %150 = load i32, ptr %149, align 4
  %151 = getelementptr inbounds nuw i8, ptr %140, i64 24
  %152 = load ptr, ptr %151, align 8
  %153 = add i32 %148, -1
  %154 = icmp ult i32 %153, 26
  br i1 %154, label %155, label %161

155:                                              ; preds = %136
  %156 = zext nneg i32 %148 to i64
  %157 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %156
  %158 = getelementptr inbounds nuw i8, ptr %157, i64 8
  %159 = load i32, ptr %158, align 8
  %160 = sext i32 %159 to i64
  br label %161

161:                                              ; preds = %155, %136
  %162 = phi i64 [ %160, %155 ], [ 0, %136 ]
  %163 = icmp sgt i32 %150, 0
  br i1 %163, label %164, label %174

164:                                              ; preds = %161
  %165 = zext nneg i32 %150 to i64
  br label %166

166:                                              ; preds = %166, %164
  %167 = phi i64 [ 0, %164 ], [ %172, %166 ]
  %168 = phi i64 [ %162, %164 ], [ %171, %166 ]
  %169 = getelementptr inbounds nuw i64, ptr %152, i64 %167
  %170 = load i64, ptr %169, align 8
  %171 = mul nsw i64 %170, %168
  %172 = add nuw nsw i64 %167, 1
  %173 = icmp eq i64 %172, %165
  br i1 %173, label %174, label %166, !llvm.loop !25

174:                                              ; preds = %166, %161
  %175 = phi i64 [ %162, %161 ], [ %171, %166 ]
  %176 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 2, ptr noundef nonnull @.str.69, ptr noundef %144, i64 noundef %146, i64 noundef %175)
  br label %250

177:                                              ; preds = %130, %245
  %178 = phi i32 [ %123, %130 ], [ %246, %245 ]
  %179 = phi i64 [ 0, %130 ], [ %247, %245 ]
  %180 = load ptr, ptr %131, align 8
  %181 = getelementptr inbounds nuw %struct.zs_tensor, ptr %180, i64 %179
  %182 = load ptr, ptr %132, align 32
  %183 = getelementptr inbounds nuw i8, ptr %182, i64 136
  %184 = load ptr, ptr %183, align 8
  %185 = getelementptr inbounds nuw i64, ptr %184, i64 %179
  %186 = load i64, ptr %185, align 8
  %187 = icmp eq i64 %186, %1
  br i1 %187, label %188, label %245

188:                                              ; preds = %177
  %189 = load ptr, ptr %181, align 8
  %190 = icmp eq ptr %189, null
  br i1 %190, label %191, label %229

191:                                              ; preds = %188
  %192 = getelementptr inbounds nuw i8, ptr %181, i64 16
  %193 = load i32, ptr %192, align 8
  %194 = getelementptr inbounds nuw i8, ptr %181, i64 20
  %195 = load i32, ptr %194, align 4
  %196 = getelementptr inbounds nuw i8, ptr %181, i64 24
  %197 = load ptr, ptr %196, align 8
  %198 = add i32 %193, -1
  %199 = icmp ult i32 %198, 26
  br i1 %199, label %200, label %206

200:                                              ; preds = %191
  %201 = zext nneg i32 %193 to i64
  %202 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %201
  %203 = getelementptr inbounds nuw i8, ptr %202, i64 8
  %204 = load i32, ptr %203, align 8
  %205 = sext i32 %204 to i64
  br label %206

206:                                              ; preds = %200, %191
  %207 = phi i64 [ %205, %200 ], [ 0, %191 ]
  %208 = icmp sgt i32 %195, 0
  br i1 %208, label %209, label %219

209:                                              ; preds = %206
  %210 = zext nneg i32 %195 to i64
  br label %211

211:                                              ; preds = %211, %209
  %212 = phi i64 [ 0, %209 ], [ %217, %211 ]
  %213 = phi i64 [ %207, %209 ], [ %216, %211 ]
  %214 = getelementptr inbounds nuw i64, ptr %197, i64 %212
  %215 = load i64, ptr %214, align 8
  %216 = mul nsw i64 %215, %213
  %217 = add nuw nsw i64 %212, 1
  %218 = icmp eq i64 %217, %210
  br i1 %218, label %219, label %211, !llvm.loop !25

219:                                              ; preds = %211, %206
  %220 = phi i64 [ %207, %206 ], [ %216, %211 ]
  %221 = tail call i64 @llvm.umax.i64(i64 %220, i64 1)
  %222 = tail call i32 @posix_memalign(ptr noundef nonnull %181, i64 noundef 64, i64 noundef %221) #14
  %223 = icmp eq i32 %222, 0
  br i1 %223, label %224, label %239

224:                                              ; preds = %219
  %225 = getelementptr inbounds nuw i8, ptr %181, i64 8
  store i64 %220, ptr %225, align 8
  %226 = load ptr, ptr %133, align 32
  %227 = getelementptr inbounds nuw i32, ptr %226, i64 %179
  store i32 1, ptr %227, align 4
  %228 = load ptr, ptr %181, align 8
  br label %229

229:                                              ; preds = %224, %188
  %230 = phi ptr [ %228, %224 ], [ %189, %188 ]
  %231 = load ptr, ptr %134, align 64
  %232 = load i32, ptr %135, align 4
  %233 = trunc i64 %179 to i32
  %234 = add i32 %233, 3
  %235 = add i32 %234, %232
  %236 = sext i32 %235 to i64
  %237 = getelementptr inbounds ptr, ptr %231, i64 %236
  store ptr %230, ptr %237, align 8
  %238 = load i32, ptr %5, align 8
  br label %245

239:                                              ; preds = %219
  store ptr null, ptr %181, align 8
  %240 = getelementptr inbounds nuw i8, ptr %4, i64 80
  %241 = load ptr, ptr %240, align 8
  %242 = getelementptr inbounds nuw %struct.zs_port, ptr %241, i64 %179
  %243 = load ptr, ptr %242, align 8
  %244 = tail call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.70, ptr noundef %243, i64 noundef %220)
  br label %250

245:                                              ; preds = %229, %177
  %246 = phi i32 [ %238, %229 ], [ %178, %177 ]
  %247 = add nuw nsw i64 %179, 1
  %248 = sext i32 %246 to i64
  %249 = icmp slt i64 %247, %248
  br i1 %249, label %177, label %250, !llvm.loop !48

250:                                              ; preds = %245, %2, %128, %239, %83, %58, %65, %174
  %251 = phi i32 [ 2, %174 ], [ 1, %83 ], [ 1, %65 ], [ 1, %58 ], [ 3, %239 ], [ 0, %128 ], [ 0, %2 ], [ 0, %245 ]
  ret i32 %251
}

; Function Attrs: nofree nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable
define internal fastcc ptr @copy_row_major(ptr noundef %0, ptr noundef readonly captures(none) %1, ptr noundef nonnull readonly captures(none) %2, i32 noundef %3) unnamed_addr #17 {
  %5 = getelementptr inbounds nuw i8, ptr %2, i64 16
  %6 = load i32, ptr %5, align 8
  %7 = add i32 %6, -1
  %8 = icmp ult i32 %7, 26
  br i1 %8, label %9, label %15

9:                                                ; preds = %4
  %10 = zext nneg i32 %6 to i64
  %11 = getelementptr inbounds nuw %struct.anon.1, ptr @dtypes, i64 %10
  %12 = getelementptr inbounds nuw i8, ptr %11, i64 8
  %13 = load i32, ptr %12, align 8
  %14 = sext i32 %13 to i64
  br label %15

15:                                               ; preds = %4, %9
  %16 = phi i64 [ %14, %9 ], [ 0, %4 ]
  %17 = getelementptr inbounds nuw i8, ptr %2, i64 20
  %18 = load i32, ptr %17, align 4
  %19 = icmp eq i32 %3, %18
  br i1 %19, label %20, label %22

20:                                               ; preds = %15
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 1 %0, ptr align 1 %1, i64 %16, i1 false)
  %21 = getelementptr inbounds i8, ptr %0, i64 %16
  br label %121

22:                                               ; preds = %15
  %23 = add nsw i32 %18, -1
  %24 = icmp eq i32 %3, %23
  %25 = getelementptr inbounds nuw i8, ptr %2, i64 24
  br i1 %24, label %35, label %26

26:                                               ; preds = %22
  %27 = sext i32 %3 to i64
  %28 = load ptr, ptr %25, align 8
  %29 = getelementptr inbounds i64, ptr %28, i64 %27
  %30 = load i64, ptr %29, align 8
  %31 = icmp sgt i64 %30, 0
  br i1 %31, label %32, label %121

32:                                               ; preds = %26
  %33 = getelementptr inbounds nuw i8, ptr %2, i64 32
  %34 = add nsw i32 %3, 1
  br label %107

35:                                               ; preds = %22
  %36 = load ptr, ptr %25, align 8
  %37 = sext i32 %3 to i64
  %38 = getelementptr inbounds i64, ptr %36, i64 %37
  %39 = load i64, ptr %38, align 8
  %40 = getelementptr inbounds nuw i8, ptr %2, i64 32
  %41 = load ptr, ptr %40, align 8
  %42 = getelementptr inbounds i64, ptr %41, i64 %37
  %43 = load i64, ptr %42, align 8
  %44 = tail call range(i64 0, 65) i64 @llvm.ctpop.i64(i64 range(i64 -2147483648, 2147483648) %16)
  %45 = icmp eq i64 %44, 1
  br i1 %45, label %46, label %91

46:                                               ; preds = %35
  %47 = tail call range(i64 0, 65) i64 @llvm.cttz.i64(i64 range(i64 -2147483648, 2147483648) %16, i1 true)
  switch i64 %47, label %91 [
    i64 0, label %54
    i64 1, label %52
    i64 2, label %50
    i64 3, label %48
  ]

48:                                               ; preds = %46
  %49 = icmp sgt i64 %39, 0
  br i1 %49, label %82, label %101

50:                                               ; preds = %46
  %51 = icmp sgt i64 %39, 0
  br i1 %51, label %73, label %101

52:                                               ; preds = %46
  %53 = icmp sgt i64 %39, 0
  br i1 %53, label %64, label %101

54:                                               ; preds = %46
  %55 = icmp sgt i64 %39, 0
  br i1 %55, label %56, label %101

56:                                               ; preds = %54, %56
  %57 = phi i64 [ %62, %56 ], [ 0, %54 ]
  %58 = getelementptr inbounds nuw i8, ptr %0, i64 %57
  %59 = mul nsw i64 %57, %43
  %60 = getelementptr inbounds i8, ptr %1, i64 %59
  %61 = load i8, ptr %60, align 1
  store i8 %61, ptr %58, align 1
  %62 = add nuw nsw i64 %57, 1
  %63 = icmp eq i64 %62, %39
  br i1 %63, label %101, label %56, !llvm.loop !49

64:                                               ; preds = %52, %64
  %65 = phi i64 [ %71, %64 ], [ 0, %52 ]
  %66 = shl nuw nsw i64 %65, 1
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 %66
  %68 = mul nsw i64 %65, %43
  %69 = getelementptr inbounds i8, ptr %1, i64 %68
  %70 = load i16, ptr %69, align 1
  store i16 %70, ptr %67, align 1
  %71 = add nuw nsw i64 %65, 1
  %72 = icmp eq i64 %71, %39
  br i1 %72, label %101, label %64, !llvm.loop !50

73:                                               ; preds = %50, %73
  %74 = phi i64 [ %80, %73 ], [ 0, %50 ]
  %75 = shl nsw i64 %74, 2
  %76 = getelementptr inbounds nuw i8, ptr %0, i64 %75
  %77 = mul nsw i64 %74, %43
  %78 = getelementptr inbounds i8, ptr %1, i64 %77
  %79 = load i32, ptr %78, align 1
  store i32 %79, ptr %76, align 1
  %80 = add nuw nsw i64 %74, 1
  %81 = icmp eq i64 %80, %39
  br i1 %81, label %101, label %73, !llvm.loop !51

82:                                               ; preds = %48, %82
  %83 = phi i64 [ %89, %82 ], [ 0, %48 ]
  %84 = shl nsw i64 %83, 3
  %85 = getelementptr inbounds nuw i8, ptr %0, i64 %84
  %86 = mul nsw i64 %83, %43
  %87 = getelementptr inbounds i8, ptr %1, i64 %86
  %88 = load i64, ptr %87, align 1
  store i64 %88, ptr %85, align 1
  %89 = add nuw nsw i64 %83, 1
  %90 = icmp eq i64 %89, %39
  br i1 %90, label %101, label %82, !llvm.loop !52

91:                                               ; preds = %46, %35
  %92 = icmp sgt i64 %39, 0
  br i1 %92, label %93, label %101

93:                                               ; preds = %91, %93
  %94 = phi i64 [ %99, %93 ], [ 0, %91 ]
  %95 = shl nsw i64 %94, 4
  %96 = getelementptr inbounds nuw i8, ptr %0, i64 %95
  %97 = mul nsw i64 %94, %43
  %98 = getelementptr inbounds i8, ptr %1, i64 %97
  tail call void @llvm.memcpy.p0.p0.i64(ptr noundef nonnull align 1 dereferenceable(16) %96, ptr noundef nonnull readonly align 1 dereferenceable(16) %98, i64 16, i1 false)
  %99 = add nuw nsw i64 %94, 1
  %100 = icmp eq i64 %99, %39
  br i1 %100, label %101, label %93, !llvm.loop !53

101:                                              ; preds = %82, %73, %64, %56, %93, %48, %50, %52, %54, %91
  %102 = load ptr, ptr %25, align 8
  %103 = getelementptr inbounds i64, ptr %102, i64 %37
  %104 = load i64, ptr %103, align 8
  %105 = mul nsw i64 %104, %16
  %106 = getelementptr inbounds i8, ptr %0, i64 %105
  br label %121

107:                                              ; preds = %32, %107
  %108 = phi i64 [ 0, %32 ], [ %116, %107 ]
  %109 = phi ptr [ %0, %32 ], [ %115, %107 ]
  %110 = load ptr, ptr %33, align 8
  %111 = getelementptr inbounds i64, ptr %110, i64 %27
  %112 = load i64, ptr %111, align 8
  %113 = mul nsw i64 %112, %108
  %114 = getelementptr inbounds i8, ptr %1, i64 %113
  %115 = tail call fastcc ptr @copy_row_major(ptr noundef %109, ptr noundef %114, ptr noundef %2, i32 noundef %34)
  %116 = add nuw nsw i64 %108, 1
  %117 = load ptr, ptr %25, align 8
  %118 = getelementptr inbounds i64, ptr %117, i64 %27
  %119 = load i64, ptr %118, align 8
  %120 = icmp slt i64 %116, %119
  br i1 %120, label %107, label %121, !llvm.loop !54

121:                                              ; preds = %107, %26, %101, %20
  %122 = phi ptr [ %21, %20 ], [ %106, %101 ], [ %0, %26 ], [ %115, %107 ]
  ret ptr %122
}

; Function Attrs: nounwind uwtable
define internal void @walk(ptr noundef %0, i32 noundef %1, i32 noundef %2) #1 {
  %4 = alloca %struct.timespec, align 8
  %5 = alloca %struct.timespec, align 8
  %6 = alloca %struct.timespec, align 8
  %7 = alloca %struct.timespec, align 8
  %8 = alloca %struct.timespec, align 8
  %9 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %10 = load ptr, ptr %9, align 64
  %11 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %12 = load ptr, ptr %11, align 32
  %13 = getelementptr inbounds nuw i8, ptr %10, i64 112
  %14 = load ptr, ptr %13, align 8
  %15 = getelementptr inbounds nuw i8, ptr %12, i64 48
  %16 = load i64, ptr %15, align 8
  %17 = getelementptr inbounds %struct.zs_region, ptr %14, i64 %16
  %18 = getelementptr inbounds nuw i8, ptr %12, i64 56
  %19 = load i64, ptr %18, align 8
  %20 = getelementptr inbounds %struct.zs_region, ptr %14, i64 %19
  %21 = getelementptr inbounds nuw i8, ptr %10, i64 144
  %22 = load ptr, ptr %21, align 8
  %23 = getelementptr inbounds nuw i8, ptr %12, i64 112
  %24 = load i64, ptr %23, align 8
  %25 = getelementptr inbounds %struct.zs_mark, ptr %22, i64 %24
  %26 = getelementptr inbounds nuw i8, ptr %12, i64 120
  %27 = load i64, ptr %26, align 8
  %28 = getelementptr inbounds %struct.zs_mark, ptr %22, i64 %27
  %29 = getelementptr inbounds nuw i8, ptr %0, i64 592
  %30 = load ptr, ptr %29, align 16
  %31 = sext i32 %1 to i64
  %32 = getelementptr inbounds nuw i8, ptr %10, i64 56
  %33 = load i64, ptr %32, align 8
  %34 = mul i64 %33, %31
  %35 = getelementptr inbounds nuw i64, ptr %30, i64 %34
  %36 = getelementptr inbounds nuw i8, ptr %0, i64 688
  %37 = load ptr, ptr %36, align 16
  %38 = getelementptr inbounds nuw i8, ptr %10, i64 44
  %39 = load i32, ptr %38, align 4
  %40 = sext i32 %39 to i64
  %41 = mul nsw i64 %40, %31
  %42 = getelementptr inbounds nuw i64, ptr %37, i64 %41
  %43 = icmp eq i32 %1, 0
  br i1 %43, label %44, label %47

44:                                               ; preds = %3
  %45 = getelementptr inbounds nuw i8, ptr %0, i64 744
  %46 = load ptr, ptr %45, align 8
  br label %47

47:                                               ; preds = %3, %44
  %48 = phi ptr [ %46, %44 ], [ null, %3 ]
  %49 = icmp sgt i32 %39, 0
  br i1 %49, label %80, label %50

50:                                               ; preds = %80, %47
  tail call fastcc void @fill_frames(ptr noundef nonnull %0, i32 noundef %1)
  %51 = getelementptr inbounds nuw i8, ptr %12, i64 16
  %52 = load i64, ptr %51, align 8
  %53 = getelementptr inbounds nuw i8, ptr %12, i64 24
  %54 = load i64, ptr %53, align 8
  %55 = icmp sge i64 %52, %54
  %56 = icmp sge i64 %24, %27
  %57 = select i1 %55, i1 %56, i1 false
  br i1 %57, label %893, label %58

58:                                               ; preds = %50
  %59 = icmp eq ptr %48, null
  %60 = getelementptr inbounds nuw i8, ptr %8, i64 8
  %61 = getelementptr inbounds nuw i8, ptr %0, i64 576
  %62 = getelementptr inbounds nuw i8, ptr %0, i64 664
  %63 = getelementptr inbounds nuw i8, ptr %0, i64 704
  %64 = getelementptr inbounds nuw i8, ptr %0, i64 624
  %65 = getelementptr inbounds nuw i8, ptr %0, i64 696
  %66 = getelementptr inbounds nuw i8, ptr %0, i64 192
  %67 = getelementptr inbounds nuw i8, ptr %0, i64 552
  %68 = getelementptr inbounds nuw i8, ptr %0, i64 536
  %69 = getelementptr inbounds nuw i8, ptr %0, i64 616
  %70 = getelementptr inbounds nuw i8, ptr %0, i64 608
  %71 = getelementptr inbounds nuw i8, ptr %0, i64 584
  %72 = getelementptr inbounds nuw i8, ptr %0, i64 648
  %73 = getelementptr inbounds nuw i8, ptr %10, i64 96
  %74 = getelementptr inbounds nuw i8, ptr %7, i64 8
  %75 = getelementptr inbounds nuw i8, ptr %0, i64 672
  %76 = sext i32 %2 to i64
  %77 = getelementptr inbounds nuw i8, ptr %0, i64 656
  %78 = getelementptr inbounds nuw i8, ptr %4, i64 8
  %79 = getelementptr inbounds nuw i8, ptr %5, i64 8
  br label %87

80:                                               ; preds = %47, %80
  %81 = phi i64 [ %83, %80 ], [ 0, %47 ]
  %82 = getelementptr inbounds nuw i64, ptr %42, i64 %81
  store i64 -1, ptr %82, align 8
  %83 = add nuw nsw i64 %81, 1
  %84 = load i32, ptr %38, align 4
  %85 = sext i32 %84 to i64
  %86 = icmp slt i64 %83, %85
  br i1 %86, label %80, label %50, !llvm.loop !55

87:                                               ; preds = %58, %881
  %88 = phi i1 [ %56, %58 ], [ %891, %881 ]
  %89 = phi i64 [ 0, %58 ], [ %888, %881 ]
  %90 = phi ptr [ %17, %58 ], [ %887, %881 ]
  %91 = phi i64 [ %52, %58 ], [ %886, %881 ]
  %92 = phi ptr [ %25, %58 ], [ %885, %881 ]
  %93 = phi i64 [ 0, %58 ], [ %884, %881 ]
  %94 = phi i64 [ -1, %58 ], [ %883, %881 ]
  %95 = phi i32 [ 0, %58 ], [ %882, %881 ]
  br i1 %88, label %518, label %96

96:                                               ; preds = %87
  %97 = load i64, ptr %92, align 8
  %98 = icmp eq i64 %97, %91
  br i1 %98, label %99, label %518

99:                                               ; preds = %96
  br i1 %59, label %112, label %100

100:                                              ; preds = %99
  call void @llvm.lifetime.start.p0(ptr nonnull %8) #14
  %101 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %8) #14
  %102 = load i64, ptr %8, align 8
  %103 = mul nsw i64 %102, 1000000000
  %104 = load i64, ptr %60, align 8
  %105 = add nsw i64 %103, %104
  call void @llvm.lifetime.end.p0(ptr nonnull %8) #14
  %106 = icmp sgt i64 %94, -1
  br i1 %106, label %107, label %112

107:                                              ; preds = %100
  %108 = add i64 %105, %89
  %109 = getelementptr inbounds nuw i64, ptr %48, i64 %94
  %110 = load i64, ptr %109, align 8
  %111 = add nsw i64 %108, %110
  store i64 %111, ptr %109, align 8
  br label %112

112:                                              ; preds = %100, %107, %99
  %113 = phi i64 [ %94, %99 ], [ -1, %107 ], [ -1, %100 ]
  %114 = phi i64 [ %93, %99 ], [ %105, %107 ], [ %105, %100 ]
  %115 = getelementptr inbounds nuw i8, ptr %92, i64 8
  %116 = load i64, ptr %115, align 8
  switch i64 %116, label %509 [
    i64 0, label %117
    i64 1, label %368
    i64 2, label %396
    i64 4, label %490
  ]

117:                                              ; preds = %112
  %118 = load ptr, ptr %9, align 64
  %119 = getelementptr inbounds nuw i8, ptr %118, i64 120
  %120 = load ptr, ptr %119, align 8
  %121 = getelementptr inbounds nuw i8, ptr %92, i64 16
  %122 = load i64, ptr %121, align 8
  %123 = getelementptr inbounds %struct.zs_binding, ptr %120, i64 %122
  %124 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %125 = icmp eq i32 %124, 0
  br i1 %125, label %126, label %910

126:                                              ; preds = %117
  br i1 %43, label %127, label %286

127:                                              ; preds = %126
  %128 = load ptr, ptr %9, align 64
  %129 = getelementptr inbounds nuw i8, ptr %128, i64 120
  %130 = load ptr, ptr %129, align 8
  %131 = ptrtoint ptr %123 to i64
  %132 = ptrtoint ptr %130 to i64
  %133 = sub i64 %131, %132
  %134 = ashr exact i64 %133, 5
  %135 = load ptr, ptr %11, align 32
  %136 = getelementptr inbounds nuw i8, ptr %135, i64 64
  %137 = load i64, ptr %136, align 8
  %138 = sub nsw i64 %134, %137
  %139 = load ptr, ptr %29, align 16
  %140 = load i64, ptr %123, align 8
  %141 = getelementptr inbounds i64, ptr %139, i64 %140
  %142 = load i64, ptr %141, align 8
  %143 = inttoptr i64 %142 to ptr
  %144 = load ptr, ptr %67, align 8
  %145 = getelementptr inbounds nuw i8, ptr %123, i64 8
  %146 = load i64, ptr %145, align 8
  %147 = getelementptr inbounds i64, ptr %144, i64 %146
  %148 = getelementptr inbounds nuw i8, ptr %123, i64 16
  %149 = load i64, ptr %148, align 8
  %150 = icmp sgt i64 %149, 0
  br i1 %150, label %151, label %174

151:                                              ; preds = %127
  %152 = getelementptr inbounds nuw i8, ptr %128, i64 64
  %153 = load ptr, ptr %152, align 8
  %154 = getelementptr %struct.zs_symbol, ptr %153, i64 %146
  br label %158

155:                                              ; preds = %158
  %156 = add nuw nsw i64 %159, 1
  %157 = icmp eq i64 %156, %149
  br i1 %157, label %174, label %158, !llvm.loop !56

158:                                              ; preds = %155, %151
  %159 = phi i64 [ 0, %151 ], [ %156, %155 ]
  %160 = getelementptr %struct.zs_symbol, ptr %154, i64 %159
  %161 = getelementptr inbounds nuw i64, ptr %143, i64 %159
  %162 = load i64, ptr %161, align 8
  %163 = getelementptr inbounds nuw i8, ptr %160, i64 8
  %164 = load i64, ptr %163, align 8
  %165 = icmp slt i64 %162, %164
  %166 = getelementptr inbounds nuw i8, ptr %160, i64 16
  %167 = load i64, ptr %166, align 8
  %168 = icmp sgt i64 %162, %167
  %169 = select i1 %165, i1 true, i1 %168
  br i1 %169, label %170, label %155

170:                                              ; preds = %158
  %171 = getelementptr inbounds nuw i8, ptr %123, i64 24
  %172 = load ptr, ptr %171, align 8
  %173 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef %0, i32 noundef 1, ptr noundef nonnull @.str.77, ptr noundef %172, i64 noundef %162, i64 noundef %164, i64 noundef %167)
  br label %269

174:                                              ; preds = %155, %127
  %175 = shl i64 %149, 3
  %176 = load ptr, ptr %68, align 8
  %177 = getelementptr inbounds i32, ptr %176, i64 %138
  %178 = load i32, ptr %177, align 4
  %179 = icmp eq i32 %178, 0
  br i1 %179, label %185, label %180

180:                                              ; preds = %174
  %181 = call i32 @bcmp(ptr %147, ptr %143, i64 %175)
  %182 = icmp eq i32 %181, 0
  br i1 %182, label %183, label %185

183:                                              ; preds = %180
  %184 = add nsw i64 %138, 1
  br label %271

185:                                              ; preds = %180, %174
  %186 = getelementptr inbounds nuw i8, ptr %128, i64 36
  %187 = load i32, ptr %186, align 4
  %188 = sext i32 %187 to i64
  %189 = sub nsw i64 %188, %138
  %190 = shl i64 %189, 2
  call void @llvm.memset.p0.i64(ptr nonnull align 4 %177, i8 0, i64 %190, i1 false)
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %147, ptr align 8 %143, i64 %175, i1 false)
  %191 = add nsw i64 %138, 1
  %192 = load ptr, ptr %11, align 32
  %193 = getelementptr inbounds nuw i8, ptr %192, i64 144
  %194 = load ptr, ptr %193, align 8
  %195 = load ptr, ptr %67, align 8
  %196 = load ptr, ptr %61, align 64
  %197 = load ptr, ptr %69, align 8
  %198 = load ptr, ptr %70, align 32
  %199 = load ptr, ptr %64, align 16
  call void %194(ptr noundef %195, ptr noundef %196, ptr noundef %197, ptr noundef %198, ptr noundef %199) #14
  %200 = load i64, ptr %71, align 8
  %201 = add nsw i64 %200, 1
  store i64 %201, ptr %71, align 8
  %202 = getelementptr inbounds nuw i8, ptr %192, i64 80
  %203 = load i64, ptr %202, align 8
  %204 = getelementptr inbounds nuw i8, ptr %192, i64 88
  %205 = load i64, ptr %204, align 8
  %206 = icmp slt i64 %203, %205
  br i1 %206, label %207, label %229

207:                                              ; preds = %185
  %208 = load ptr, ptr %9, align 64
  %209 = getelementptr inbounds nuw i8, ptr %208, i64 128
  %210 = load ptr, ptr %209, align 8
  br label %211

211:                                              ; preds = %222, %207
  %212 = phi i64 [ %203, %207 ], [ %223, %222 ]
  %213 = getelementptr inbounds %struct.zs_check, ptr %210, i64 %212
  %214 = load i64, ptr %213, align 8
  %215 = icmp eq i64 %214, %191
  br i1 %215, label %216, label %222

216:                                              ; preds = %211
  %217 = load ptr, ptr %64, align 16
  %218 = sub nsw i64 %212, %203
  %219 = getelementptr inbounds i64, ptr %217, i64 %218
  %220 = load i64, ptr %219, align 8
  %221 = icmp eq i64 %220, 0
  br i1 %221, label %222, label %225

222:                                              ; preds = %216, %211
  %223 = add i64 %212, 1
  %224 = icmp eq i64 %223, %205
  br i1 %224, label %229, label %211, !llvm.loop !36

225:                                              ; preds = %216
  %226 = getelementptr inbounds nuw i8, ptr %213, i64 8
  %227 = load ptr, ptr %226, align 8
  %228 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.5, ptr noundef %227)
  br label %269

229:                                              ; preds = %222, %185
  %230 = load ptr, ptr %72, align 8
  %231 = getelementptr inbounds %struct.region, ptr %230, i64 %138
  %232 = load ptr, ptr %231, align 8
  %233 = load ptr, ptr %69, align 8
  %234 = add nsw i64 %138, 2
  %235 = getelementptr inbounds i64, ptr %233, i64 %234
  %236 = load i64, ptr %235, align 8
  %237 = icmp eq i64 %236, 9223372036854775807
  br i1 %237, label %238, label %242

238:                                              ; preds = %229
  %239 = getelementptr inbounds nuw i8, ptr %123, i64 24
  %240 = load ptr, ptr %239, align 8
  %241 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 3, ptr noundef nonnull @.str.78, ptr noundef %240)
  br label %269

242:                                              ; preds = %229
  %243 = call fastcc i32 @region_grow(ptr noundef nonnull %0, ptr noundef nonnull %231, i64 noundef %236, ptr noundef nonnull @.str.27)
  %244 = icmp eq i32 %243, 0
  br i1 %244, label %245, label %269

245:                                              ; preds = %242
  %246 = icmp ne ptr %232, null
  %247 = load ptr, ptr %231, align 8
  %248 = icmp eq ptr %247, %232
  %249 = select i1 %246, i1 %248, i1 false
  br i1 %249, label %250, label %255

250:                                              ; preds = %245
  %251 = load ptr, ptr %69, align 8
  %252 = getelementptr inbounds i64, ptr %251, i64 %234
  %253 = load i64, ptr %252, align 8
  call void @llvm.memset.p0.i64(ptr align 1 %247, i8 0, i64 %253, i1 false)
  %254 = load ptr, ptr %231, align 8
  br label %255

255:                                              ; preds = %250, %245
  %256 = phi ptr [ %247, %245 ], [ %254, %250 ]
  %257 = load ptr, ptr %63, align 64
  %258 = getelementptr inbounds nuw i8, ptr %128, i64 12
  %259 = load i32, ptr %258, align 4
  %260 = add nsw i32 %259, 3
  %261 = getelementptr inbounds nuw i8, ptr %128, i64 16
  %262 = load i32, ptr %261, align 8
  %263 = add nsw i32 %260, %262
  %264 = sext i32 %263 to i64
  %265 = getelementptr ptr, ptr %257, i64 %138
  %266 = getelementptr ptr, ptr %265, i64 %264
  store ptr %256, ptr %266, align 8
  %267 = load ptr, ptr %68, align 8
  %268 = getelementptr inbounds i32, ptr %267, i64 %138
  store i32 1, ptr %268, align 4
  br label %271

269:                                              ; preds = %242, %238, %225, %170
  %270 = phi i32 [ 1, %225 ], [ 3, %238 ], [ %243, %242 ], [ 1, %170 ]
  store i32 %270, ptr %65, align 8
  br label %275

271:                                              ; preds = %255, %183
  %272 = phi i64 [ %184, %183 ], [ %191, %255 ]
  %273 = call fastcc i32 @place_outputs(ptr noundef nonnull %0, i64 noundef %272)
  store i32 %273, ptr %65, align 8
  %274 = icmp eq i32 %273, 0
  br i1 %274, label %286, label %275

275:                                              ; preds = %271, %269
  %276 = phi i32 [ %270, %269 ], [ %273, %271 ]
  %277 = zext nneg i32 %276 to i64
  %278 = load atomic i64, ptr %66 seq_cst, align 64
  br label %279

279:                                              ; preds = %282, %275
  %280 = phi i64 [ %278, %275 ], [ %285, %282 ]
  %281 = icmp sgt i64 %280, %277
  br i1 %281, label %282, label %286

282:                                              ; preds = %279
  %283 = cmpxchg weak ptr %66, i64 %280, i64 %277 seq_cst seq_cst, align 64
  %284 = extractvalue { i64, i1 } %283, 1
  %285 = extractvalue { i64, i1 } %283, 0
  br i1 %284, label %286, label %279, !llvm.loop !57

286:                                              ; preds = %282, %279, %271, %126
  %287 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %288 = icmp eq i32 %287, 0
  br i1 %288, label %289, label %910

289:                                              ; preds = %286
  call fastcc void @fill_frames(ptr noundef %0, i32 noundef %1)
  %290 = load ptr, ptr %11, align 32
  %291 = getelementptr inbounds nuw i8, ptr %290, i64 104
  %292 = load i64, ptr %291, align 8
  %293 = getelementptr inbounds nuw i8, ptr %290, i64 96
  %294 = load i64, ptr %293, align 8
  %295 = icmp sgt i64 %292, %294
  br i1 %295, label %296, label %516

296:                                              ; preds = %289, %363
  %297 = phi ptr [ %364, %363 ], [ %290, %289 ]
  %298 = phi i64 [ %366, %363 ], [ %294, %289 ]
  %299 = phi i64 [ %300, %363 ], [ %292, %289 ]
  %300 = add nsw i64 %299, -1
  %301 = sub nsw i64 %300, %298
  %302 = getelementptr inbounds i64, ptr %42, i64 %301
  %303 = load i64, ptr %302, align 8
  %304 = icmp sgt i64 %303, -1
  br i1 %304, label %305, label %363

305:                                              ; preds = %296
  %306 = load ptr, ptr %9, align 64
  %307 = getelementptr inbounds nuw i8, ptr %306, i64 136
  %308 = load ptr, ptr %307, align 8
  %309 = getelementptr inbounds %struct.zs_loop, ptr %308, i64 %300
  %310 = load i64, ptr %309, align 8
  %311 = getelementptr inbounds nuw i8, ptr %309, i64 8
  %312 = load i64, ptr %311, align 8
  %313 = load ptr, ptr %62, align 8
  %314 = icmp slt i64 %310, %312
  br i1 %314, label %315, label %363

315:                                              ; preds = %305, %358
  %316 = phi i64 [ %359, %358 ], [ %310, %305 ]
  %317 = load ptr, ptr %9, align 64
  %318 = getelementptr inbounds nuw i8, ptr %317, i64 104
  %319 = load ptr, ptr %318, align 8
  %320 = getelementptr inbounds %struct.zs_reloc, ptr %319, i64 %316
  %321 = getelementptr inbounds nuw i8, ptr %320, i64 8
  %322 = load i64, ptr %321, align 8
  %323 = icmp eq i64 %322, 2
  %324 = getelementptr inbounds nuw i8, ptr %320, i64 16
  %325 = load i64, ptr %324, align 8
  br i1 %323, label %337, label %326

326:                                              ; preds = %315
  %327 = icmp sgt i64 %325, -1
  br i1 %327, label %328, label %358

328:                                              ; preds = %326
  %329 = load ptr, ptr %63, align 64
  %330 = getelementptr inbounds ptr, ptr %329, i64 %322
  %331 = load ptr, ptr %330, align 8
  %332 = load ptr, ptr %61, align 64
  %333 = load i64, ptr %320, align 8
  %334 = getelementptr inbounds i64, ptr %332, i64 %333
  %335 = load i64, ptr %334, align 8
  %336 = getelementptr inbounds i8, ptr %331, i64 %335
  br label %344

337:                                              ; preds = %315
  %338 = load ptr, ptr %61, align 64
  %339 = load i64, ptr %320, align 8
  %340 = getelementptr inbounds i64, ptr %338, i64 %339
  %341 = load i64, ptr %340, align 8
  %342 = getelementptr inbounds i8, ptr %313, i64 %341
  %343 = icmp slt i64 %325, 0
  br i1 %343, label %351, label %344

344:                                              ; preds = %337, %328
  %345 = phi ptr [ %336, %328 ], [ %342, %337 ]
  %346 = phi i64 [ %333, %328 ], [ %339, %337 ]
  %347 = phi ptr [ %332, %328 ], [ %338, %337 ]
  %348 = getelementptr inbounds nuw i64, ptr %347, i64 %325
  %349 = load i64, ptr %348, align 8
  %350 = mul nsw i64 %349, %303
  br label %351

351:                                              ; preds = %344, %337
  %352 = phi ptr [ %345, %344 ], [ %342, %337 ]
  %353 = phi i64 [ %346, %344 ], [ %339, %337 ]
  %354 = phi i64 [ %350, %344 ], [ 0, %337 ]
  %355 = getelementptr inbounds i8, ptr %352, i64 %354
  %356 = ptrtoint ptr %355 to i64
  %357 = getelementptr inbounds i64, ptr %35, i64 %353
  store i64 %356, ptr %357, align 8
  br label %358

358:                                              ; preds = %351, %326
  %359 = add nsw i64 %316, 1
  %360 = icmp eq i64 %359, %312
  br i1 %360, label %361, label %315, !llvm.loop !58

361:                                              ; preds = %358
  %362 = load ptr, ptr %11, align 32
  br label %363

363:                                              ; preds = %361, %305, %296
  %364 = phi ptr [ %362, %361 ], [ %297, %305 ], [ %297, %296 ]
  %365 = getelementptr inbounds nuw i8, ptr %364, i64 96
  %366 = load i64, ptr %365, align 8
  %367 = icmp sgt i64 %300, %366
  br i1 %367, label %296, label %516, !llvm.loop !59

368:                                              ; preds = %112
  %369 = getelementptr inbounds nuw i8, ptr %92, i64 16
  %370 = load i64, ptr %369, align 8
  %371 = load ptr, ptr %64, align 16
  %372 = load ptr, ptr %11, align 32
  %373 = getelementptr inbounds nuw i8, ptr %372, i64 80
  %374 = load i64, ptr %373, align 8
  %375 = sub nsw i64 %370, %374
  %376 = getelementptr inbounds i64, ptr %371, i64 %375
  %377 = load i64, ptr %376, align 8
  %378 = icmp eq i64 %377, 0
  br i1 %378, label %516, label %379

379:                                              ; preds = %368
  br i1 %43, label %380, label %504

380:                                              ; preds = %379
  %381 = load ptr, ptr %9, align 64
  %382 = getelementptr inbounds nuw i8, ptr %381, i64 128
  %383 = load ptr, ptr %382, align 8
  %384 = getelementptr inbounds %struct.zs_check, ptr %383, i64 %370
  %385 = getelementptr inbounds nuw i8, ptr %384, i64 8
  %386 = load ptr, ptr %385, align 8
  %387 = call i32 (ptr, i32, ptr, ...) @fail(ptr noundef nonnull %0, i32 noundef 1, ptr noundef nonnull @.str.5, ptr noundef %386)
  store i32 1, ptr %65, align 8
  %388 = load atomic i64, ptr %66 seq_cst, align 64
  br label %389

389:                                              ; preds = %392, %380
  %390 = phi i64 [ %388, %380 ], [ %395, %392 ]
  %391 = icmp sgt i64 %390, 1
  br i1 %391, label %392, label %504

392:                                              ; preds = %389
  %393 = cmpxchg weak ptr %66, i64 %390, i64 1 seq_cst seq_cst, align 64
  %394 = extractvalue { i64, i1 } %393, 1
  %395 = extractvalue { i64, i1 } %393, 0
  br i1 %394, label %504, label %389, !llvm.loop !57

396:                                              ; preds = %112
  %397 = getelementptr inbounds nuw i8, ptr %92, i64 16
  %398 = load i64, ptr %397, align 8
  %399 = load ptr, ptr %9, align 64
  %400 = getelementptr inbounds nuw i8, ptr %399, i64 136
  %401 = load ptr, ptr %400, align 8
  %402 = getelementptr inbounds %struct.zs_loop, ptr %401, i64 %398
  %403 = load ptr, ptr %11, align 32
  %404 = getelementptr inbounds nuw i8, ptr %403, i64 96
  %405 = load i64, ptr %404, align 8
  %406 = sub nsw i64 %398, %405
  %407 = getelementptr inbounds i64, ptr %42, i64 %406
  %408 = load i64, ptr %407, align 8
  %409 = add nsw i64 %408, 1
  store i64 %409, ptr %407, align 8
  %410 = getelementptr inbounds nuw i8, ptr %402, i64 24
  %411 = load i64, ptr %410, align 8
  %412 = icmp sgt i64 %411, -1
  %413 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %414 = icmp eq i32 %413, 0
  br i1 %412, label %415, label %424

415:                                              ; preds = %396
  br i1 %414, label %416, label %502

416:                                              ; preds = %415
  %417 = getelementptr inbounds nuw i64, ptr %35, i64 %411
  %418 = load i64, ptr %417, align 8
  %419 = inttoptr i64 %418 to ptr
  %420 = load i8, ptr %419, align 1
  %421 = zext i8 %420 to i32
  %422 = call fastcc i32 @pool_barrier(ptr noundef nonnull %0)
  %423 = icmp eq i32 %422, 0
  br i1 %423, label %434, label %502

424:                                              ; preds = %396
  br i1 %414, label %425, label %502

425:                                              ; preds = %424
  %426 = load i64, ptr %407, align 8
  %427 = load ptr, ptr %61, align 64
  %428 = getelementptr inbounds nuw i8, ptr %402, i64 16
  %429 = load i64, ptr %428, align 8
  %430 = getelementptr inbounds i64, ptr %427, i64 %429
  %431 = load i64, ptr %430, align 8
  %432 = icmp slt i64 %426, %431
  %433 = zext i1 %432 to i32
  br label %434

434:                                              ; preds = %425, %416
  %435 = phi i32 [ %433, %425 ], [ %421, %416 ]
  %436 = icmp eq i32 %435, 0
  br i1 %436, label %503, label %437

437:                                              ; preds = %434
  %438 = load i64, ptr %402, align 8
  %439 = getelementptr inbounds nuw i8, ptr %402, i64 8
  %440 = load i64, ptr %439, align 8
  %441 = load i64, ptr %407, align 8
  %442 = load ptr, ptr %62, align 8
  %443 = icmp slt i64 %438, %440
  br i1 %443, label %444, label %516

444:                                              ; preds = %437, %487
  %445 = phi i64 [ %488, %487 ], [ %438, %437 ]
  %446 = load ptr, ptr %9, align 64
  %447 = getelementptr inbounds nuw i8, ptr %446, i64 104
  %448 = load ptr, ptr %447, align 8
  %449 = getelementptr inbounds %struct.zs_reloc, ptr %448, i64 %445
  %450 = getelementptr inbounds nuw i8, ptr %449, i64 8
  %451 = load i64, ptr %450, align 8
  %452 = icmp eq i64 %451, 2
  %453 = getelementptr inbounds nuw i8, ptr %449, i64 16
  %454 = load i64, ptr %453, align 8
  br i1 %452, label %466, label %455

455:                                              ; preds = %444
  %456 = icmp sgt i64 %454, -1
  br i1 %456, label %457, label %487

457:                                              ; preds = %455
  %458 = load ptr, ptr %63, align 64
  %459 = getelementptr inbounds ptr, ptr %458, i64 %451
  %460 = load ptr, ptr %459, align 8
  %461 = load ptr, ptr %61, align 64
  %462 = load i64, ptr %449, align 8
  %463 = getelementptr inbounds i64, ptr %461, i64 %462
  %464 = load i64, ptr %463, align 8
  %465 = getelementptr inbounds i8, ptr %460, i64 %464
  br label %473

466:                                              ; preds = %444
  %467 = load ptr, ptr %61, align 64
  %468 = load i64, ptr %449, align 8
  %469 = getelementptr inbounds i64, ptr %467, i64 %468
  %470 = load i64, ptr %469, align 8
  %471 = getelementptr inbounds i8, ptr %442, i64 %470
  %472 = icmp slt i64 %454, 0
  br i1 %472, label %480, label %473

473:                                              ; preds = %466, %457
  %474 = phi ptr [ %465, %457 ], [ %471, %466 ]
  %475 = phi i64 [ %462, %457 ], [ %468, %466 ]
  %476 = phi ptr [ %461, %457 ], [ %467, %466 ]
  %477 = getelementptr inbounds nuw i64, ptr %476, i64 %454
  %478 = load i64, ptr %477, align 8
  %479 = mul nsw i64 %478, %441
  br label %480

480:                                              ; preds = %473, %466
  %481 = phi ptr [ %474, %473 ], [ %471, %466 ]
  %482 = phi i64 [ %475, %473 ], [ %468, %466 ]
  %483 = phi i64 [ %479, %473 ], [ 0, %466 ]
  %484 = getelementptr inbounds i8, ptr %481, i64 %483
  %485 = ptrtoint ptr %484 to i64
  %486 = getelementptr inbounds i64, ptr %35, i64 %482
  store i64 %485, ptr %486, align 8
  br label %487

487:                                              ; preds = %480, %455
  %488 = add nsw i64 %445, 1
  %489 = icmp eq i64 %488, %440
  br i1 %489, label %516, label %444, !llvm.loop !58

490:                                              ; preds = %112
  %491 = getelementptr inbounds nuw i8, ptr %92, i64 16
  %492 = load i64, ptr %491, align 8
  %493 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %494 = icmp eq i32 %493, 0
  br i1 %494, label %495, label %910

495:                                              ; preds = %490
  %496 = getelementptr inbounds i64, ptr %35, i64 %492
  %497 = load i64, ptr %496, align 8
  %498 = inttoptr i64 %497 to ptr
  %499 = load i8, ptr %498, align 1
  %500 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %501 = icmp eq i32 %500, 0
  br i1 %501, label %507, label %910

502:                                              ; preds = %424, %416, %415
  store i64 -1, ptr %407, align 8
  br label %910

503:                                              ; preds = %434
  store i64 -1, ptr %407, align 8
  br label %509

504:                                              ; preds = %389, %392, %379
  %505 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %506 = icmp eq i32 %505, 0
  br i1 %506, label %516, label %910

507:                                              ; preds = %495
  %508 = icmp eq i8 %499, 0
  br i1 %508, label %509, label %516

509:                                              ; preds = %112, %503, %507
  %510 = getelementptr inbounds nuw i8, ptr %92, i64 32
  %511 = load i64, ptr %510, align 8
  %512 = load ptr, ptr %21, align 8
  %513 = getelementptr inbounds nuw i8, ptr %92, i64 24
  %514 = load i64, ptr %513, align 8
  %515 = getelementptr inbounds %struct.zs_mark, ptr %512, i64 %514
  br label %881

516:                                              ; preds = %487, %363, %437, %368, %289, %507, %504
  %517 = getelementptr inbounds nuw i8, ptr %92, i64 40
  br label %881

518:                                              ; preds = %96, %87
  %519 = icmp ult ptr %90, %20
  br i1 %519, label %520, label %822

520:                                              ; preds = %518
  %521 = load i64, ptr %90, align 8
  %522 = icmp eq i64 %521, %91
  br i1 %522, label %523, label %822

523:                                              ; preds = %520
  %524 = load ptr, ptr %9, align 64
  %525 = getelementptr inbounds nuw i8, ptr %524, i64 96
  %526 = load ptr, ptr %525, align 8
  %527 = load ptr, ptr %61, align 64
  %528 = getelementptr inbounds nuw i8, ptr %90, i64 32
  %529 = load i64, ptr %528, align 8
  %530 = getelementptr inbounds i64, ptr %527, i64 %529
  %531 = load i64, ptr %530, align 8
  %532 = sdiv i64 %531, %76
  %533 = load ptr, ptr %11, align 32
  %534 = getelementptr inbounds nuw i8, ptr %533, i64 16
  %535 = load i64, ptr %534, align 8
  %536 = icmp sgt i64 %91, %535
  br i1 %536, label %537, label %540

537:                                              ; preds = %523
  %538 = call fastcc i32 @pool_barrier(ptr noundef nonnull %0)
  %539 = icmp eq i32 %538, 0
  br i1 %539, label %540, label %910

540:                                              ; preds = %537, %523
  %541 = icmp sgt i64 %532, 0
  br i1 %541, label %542, label %547

542:                                              ; preds = %540
  %543 = getelementptr inbounds nuw i8, ptr %90, i64 16
  %544 = getelementptr inbounds nuw i8, ptr %90, i64 24
  %545 = getelementptr inbounds nuw i8, ptr %90, i64 8
  %546 = mul nsw i64 %532, %31
  br label %560

547:                                              ; preds = %623, %540
  %548 = phi i32 [ %95, %540 ], [ %624, %623 ]
  %549 = phi i64 [ %94, %540 ], [ %625, %623 ]
  %550 = phi i64 [ %93, %540 ], [ %626, %623 ]
  %551 = mul nsw i64 %532, %76
  %552 = icmp slt i64 %551, %531
  br i1 %552, label %556, label %553

553:                                              ; preds = %547
  %554 = getelementptr inbounds nuw i8, ptr %90, i64 8
  %555 = load i64, ptr %554, align 8
  br label %816

556:                                              ; preds = %547
  %557 = getelementptr inbounds nuw i8, ptr %90, i64 16
  %558 = getelementptr inbounds nuw i8, ptr %90, i64 24
  %559 = getelementptr inbounds nuw i8, ptr %90, i64 8
  br label %684

560:                                              ; preds = %623, %542
  %561 = phi i32 [ %95, %542 ], [ %624, %623 ]
  %562 = phi i64 [ %94, %542 ], [ %625, %623 ]
  %563 = phi i64 [ %93, %542 ], [ %626, %623 ]
  %564 = phi i64 [ 0, %542 ], [ %627, %623 ]
  %565 = load i64, ptr %543, align 8
  %566 = load i64, ptr %544, align 8
  %567 = add nsw i64 %564, %546
  %568 = load ptr, ptr %62, align 8
  %569 = load i64, ptr %77, align 16
  %570 = mul i64 %569, %31
  %571 = getelementptr inbounds nuw i8, ptr %568, i64 %570
  %572 = icmp slt i64 %565, %566
  br i1 %572, label %573, label %619

573:                                              ; preds = %560, %616
  %574 = phi i64 [ %617, %616 ], [ %565, %560 ]
  %575 = load ptr, ptr %9, align 64
  %576 = getelementptr inbounds nuw i8, ptr %575, i64 104
  %577 = load ptr, ptr %576, align 8
  %578 = getelementptr inbounds %struct.zs_reloc, ptr %577, i64 %574
  %579 = getelementptr inbounds nuw i8, ptr %578, i64 8
  %580 = load i64, ptr %579, align 8
  %581 = icmp eq i64 %580, 2
  %582 = getelementptr inbounds nuw i8, ptr %578, i64 16
  %583 = load i64, ptr %582, align 8
  br i1 %581, label %595, label %584

584:                                              ; preds = %573
  %585 = icmp sgt i64 %583, -1
  br i1 %585, label %586, label %616

586:                                              ; preds = %584
  %587 = load ptr, ptr %63, align 64
  %588 = getelementptr inbounds ptr, ptr %587, i64 %580
  %589 = load ptr, ptr %588, align 8
  %590 = load ptr, ptr %61, align 64
  %591 = load i64, ptr %578, align 8
  %592 = getelementptr inbounds i64, ptr %590, i64 %591
  %593 = load i64, ptr %592, align 8
  %594 = getelementptr inbounds i8, ptr %589, i64 %593
  br label %602

595:                                              ; preds = %573
  %596 = load ptr, ptr %61, align 64
  %597 = load i64, ptr %578, align 8
  %598 = getelementptr inbounds i64, ptr %596, i64 %597
  %599 = load i64, ptr %598, align 8
  %600 = getelementptr inbounds i8, ptr %571, i64 %599
  %601 = icmp slt i64 %583, 0
  br i1 %601, label %609, label %602

602:                                              ; preds = %595, %586
  %603 = phi ptr [ %594, %586 ], [ %600, %595 ]
  %604 = phi i64 [ %591, %586 ], [ %597, %595 ]
  %605 = phi ptr [ %590, %586 ], [ %596, %595 ]
  %606 = getelementptr inbounds nuw i64, ptr %605, i64 %583
  %607 = load i64, ptr %606, align 8
  %608 = mul nsw i64 %607, %567
  br label %609

609:                                              ; preds = %602, %595
  %610 = phi ptr [ %603, %602 ], [ %600, %595 ]
  %611 = phi i64 [ %604, %602 ], [ %597, %595 ]
  %612 = phi i64 [ %608, %602 ], [ 0, %595 ]
  %613 = getelementptr inbounds i8, ptr %610, i64 %612
  %614 = ptrtoint ptr %613 to i64
  %615 = getelementptr inbounds i64, ptr %35, i64 %611
  store i64 %614, ptr %615, align 8
  br label %616

616:                                              ; preds = %609, %584
  %617 = add nsw i64 %574, 1
  %618 = icmp eq i64 %617, %566
  br i1 %618, label %619, label %573, !llvm.loop !58

619:                                              ; preds = %616, %560
  %620 = load i64, ptr %90, align 8
  %621 = load i64, ptr %545, align 8
  %622 = icmp slt i64 %620, %621
  br i1 %622, label %629, label %623

623:                                              ; preds = %679, %619
  %624 = phi i32 [ %561, %619 ], [ %680, %679 ]
  %625 = phi i64 [ %562, %619 ], [ %647, %679 ]
  %626 = phi i64 [ %563, %619 ], [ %648, %679 ]
  %627 = add nuw nsw i64 %564, 1
  %628 = icmp eq i64 %627, %532
  br i1 %628, label %547, label %560, !llvm.loop !60

629:                                              ; preds = %619, %679
  %630 = phi i32 [ %680, %679 ], [ %561, %619 ]
  %631 = phi i64 [ %647, %679 ], [ %562, %619 ]
  %632 = phi i64 [ %648, %679 ], [ %563, %619 ]
  %633 = phi i64 [ %681, %679 ], [ %620, %619 ]
  br i1 %59, label %646, label %634

634:                                              ; preds = %629
  call void @llvm.lifetime.start.p0(ptr nonnull %4) #14
  %635 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %4) #14
  %636 = load i64, ptr %4, align 8
  %637 = mul nsw i64 %636, 1000000000
  %638 = load i64, ptr %78, align 8
  %639 = add nsw i64 %637, %638
  call void @llvm.lifetime.end.p0(ptr nonnull %4) #14
  %640 = icmp sgt i64 %631, -1
  br i1 %640, label %641, label %646

641:                                              ; preds = %634
  %642 = sub i64 %639, %632
  %643 = getelementptr inbounds nuw i64, ptr %48, i64 %631
  %644 = load i64, ptr %643, align 8
  %645 = add nsw i64 %642, %644
  store i64 %645, ptr %643, align 8
  br label %646

646:                                              ; preds = %634, %641, %629
  %647 = phi i64 [ %631, %629 ], [ %633, %641 ], [ %633, %634 ]
  %648 = phi i64 [ %632, %629 ], [ %639, %641 ], [ %639, %634 ]
  %649 = icmp eq i32 %630, 0
  br i1 %649, label %650, label %679

650:                                              ; preds = %646
  %651 = load ptr, ptr %9, align 64
  %652 = load ptr, ptr %75, align 32
  %653 = getelementptr inbounds nuw i8, ptr %651, i64 48
  %654 = load i32, ptr %653, align 8
  %655 = sext i32 %654 to i64
  %656 = mul nsw i64 %655, %31
  %657 = getelementptr inbounds nuw i8, ptr %652, i64 %656
  %658 = getelementptr inbounds nuw i8, ptr %651, i64 96
  %659 = load ptr, ptr %658, align 8
  %660 = getelementptr inbounds %struct.zs_step, ptr %659, i64 %633
  %661 = load ptr, ptr %660, align 8
  %662 = getelementptr inbounds nuw i8, ptr %660, i64 16
  %663 = load i64, ptr %662, align 8
  %664 = getelementptr inbounds i64, ptr %35, i64 %663
  %665 = call i32 %661(ptr noundef %664, i32 noundef 0, i32 noundef 1, ptr noundef %657) #14
  %666 = icmp eq i32 %665, 0
  br i1 %666, label %679, label %667

667:                                              ; preds = %650
  %668 = shl i64 %633, 32
  %669 = zext i32 %665 to i64
  %670 = or disjoint i64 %668, %669
  %671 = load atomic i64, ptr %66 seq_cst, align 64
  br label %672

672:                                              ; preds = %675, %667
  %673 = phi i64 [ %671, %667 ], [ %678, %675 ]
  %674 = icmp slt i64 %670, %673
  br i1 %674, label %675, label %679

675:                                              ; preds = %672
  %676 = cmpxchg weak ptr %66, i64 %673, i64 %670 seq_cst seq_cst, align 64
  %677 = extractvalue { i64, i1 } %676, 1
  %678 = extractvalue { i64, i1 } %676, 0
  br i1 %677, label %679, label %672, !llvm.loop !57

679:                                              ; preds = %672, %675, %646, %650
  %680 = phi i32 [ 0, %650 ], [ 1, %646 ], [ 1, %675 ], [ 1, %672 ]
  %681 = add nsw i64 %633, 1
  %682 = load i64, ptr %545, align 8
  %683 = icmp slt i64 %681, %682
  br i1 %683, label %629, label %623, !llvm.loop !61

684:                                              ; preds = %809, %556
  %685 = phi i32 [ %548, %556 ], [ %811, %809 ]
  %686 = phi i64 [ %549, %556 ], [ %812, %809 ]
  %687 = phi i64 [ %550, %556 ], [ %813, %809 ]
  %688 = phi i64 [ %551, %556 ], [ %814, %809 ]
  %689 = load i64, ptr %557, align 8
  %690 = load i64, ptr %558, align 8
  %691 = load ptr, ptr %62, align 8
  %692 = icmp slt i64 %689, %690
  br i1 %692, label %693, label %739

693:                                              ; preds = %684, %736
  %694 = phi i64 [ %737, %736 ], [ %689, %684 ]
  %695 = load ptr, ptr %9, align 64
  %696 = getelementptr inbounds nuw i8, ptr %695, i64 104
  %697 = load ptr, ptr %696, align 8
  %698 = getelementptr inbounds %struct.zs_reloc, ptr %697, i64 %694
  %699 = getelementptr inbounds nuw i8, ptr %698, i64 8
  %700 = load i64, ptr %699, align 8
  %701 = icmp eq i64 %700, 2
  %702 = getelementptr inbounds nuw i8, ptr %698, i64 16
  %703 = load i64, ptr %702, align 8
  br i1 %701, label %715, label %704

704:                                              ; preds = %693
  %705 = icmp sgt i64 %703, -1
  br i1 %705, label %706, label %736

706:                                              ; preds = %704
  %707 = load ptr, ptr %63, align 64
  %708 = getelementptr inbounds ptr, ptr %707, i64 %700
  %709 = load ptr, ptr %708, align 8
  %710 = load ptr, ptr %61, align 64
  %711 = load i64, ptr %698, align 8
  %712 = getelementptr inbounds i64, ptr %710, i64 %711
  %713 = load i64, ptr %712, align 8
  %714 = getelementptr inbounds i8, ptr %709, i64 %713
  br label %722

715:                                              ; preds = %693
  %716 = load ptr, ptr %61, align 64
  %717 = load i64, ptr %698, align 8
  %718 = getelementptr inbounds i64, ptr %716, i64 %717
  %719 = load i64, ptr %718, align 8
  %720 = getelementptr inbounds i8, ptr %691, i64 %719
  %721 = icmp slt i64 %703, 0
  br i1 %721, label %729, label %722

722:                                              ; preds = %715, %706
  %723 = phi ptr [ %714, %706 ], [ %720, %715 ]
  %724 = phi i64 [ %711, %706 ], [ %717, %715 ]
  %725 = phi ptr [ %710, %706 ], [ %716, %715 ]
  %726 = getelementptr inbounds nuw i64, ptr %725, i64 %703
  %727 = load i64, ptr %726, align 8
  %728 = mul nsw i64 %727, %688
  br label %729

729:                                              ; preds = %722, %715
  %730 = phi ptr [ %723, %722 ], [ %720, %715 ]
  %731 = phi i64 [ %724, %722 ], [ %717, %715 ]
  %732 = phi i64 [ %728, %722 ], [ 0, %715 ]
  %733 = getelementptr inbounds i8, ptr %730, i64 %732
  %734 = ptrtoint ptr %733 to i64
  %735 = getelementptr inbounds i64, ptr %35, i64 %731
  store i64 %734, ptr %735, align 8
  br label %736

736:                                              ; preds = %729, %704
  %737 = add nsw i64 %694, 1
  %738 = icmp eq i64 %737, %690
  br i1 %738, label %739, label %693, !llvm.loop !58

739:                                              ; preds = %736, %684
  %740 = load i64, ptr %90, align 8
  %741 = load i64, ptr %559, align 8
  %742 = icmp slt i64 %740, %741
  br i1 %742, label %743, label %809

743:                                              ; preds = %739, %804
  %744 = phi i32 [ %805, %804 ], [ %685, %739 ]
  %745 = phi i64 [ %772, %804 ], [ %686, %739 ]
  %746 = phi i64 [ %773, %804 ], [ %687, %739 ]
  %747 = phi i64 [ %806, %804 ], [ %740, %739 ]
  %748 = load i64, ptr %90, align 8
  %749 = icmp eq i64 %747, %748
  br i1 %749, label %755, label %750

750:                                              ; preds = %743
  %751 = getelementptr inbounds %struct.zs_step, ptr %526, i64 %747
  %752 = getelementptr inbounds nuw i8, ptr %751, i64 24
  %753 = load i64, ptr %752, align 8
  %754 = icmp eq i64 %753, 0
  br i1 %754, label %758, label %755

755:                                              ; preds = %750, %743
  %756 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %757 = icmp eq i32 %756, 0
  br i1 %757, label %758, label %910

758:                                              ; preds = %755, %750
  br i1 %59, label %771, label %759

759:                                              ; preds = %758
  call void @llvm.lifetime.start.p0(ptr nonnull %5) #14
  %760 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %5) #14
  %761 = load i64, ptr %5, align 8
  %762 = mul nsw i64 %761, 1000000000
  %763 = load i64, ptr %79, align 8
  %764 = add nsw i64 %762, %763
  call void @llvm.lifetime.end.p0(ptr nonnull %5) #14
  %765 = icmp sgt i64 %745, -1
  br i1 %765, label %766, label %771

766:                                              ; preds = %759
  %767 = sub i64 %764, %746
  %768 = getelementptr inbounds nuw i64, ptr %48, i64 %745
  %769 = load i64, ptr %768, align 8
  %770 = add nsw i64 %767, %769
  store i64 %770, ptr %768, align 8
  br label %771

771:                                              ; preds = %759, %766, %758
  %772 = phi i64 [ %745, %758 ], [ %747, %766 ], [ %747, %759 ]
  %773 = phi i64 [ %746, %758 ], [ %764, %766 ], [ %764, %759 ]
  %774 = icmp eq i32 %744, 0
  br i1 %774, label %775, label %804

775:                                              ; preds = %771
  %776 = load ptr, ptr %9, align 64
  %777 = load ptr, ptr %75, align 32
  %778 = getelementptr inbounds nuw i8, ptr %776, i64 48
  %779 = load i32, ptr %778, align 8
  %780 = sext i32 %779 to i64
  %781 = mul nsw i64 %780, %31
  %782 = getelementptr inbounds nuw i8, ptr %777, i64 %781
  %783 = getelementptr inbounds nuw i8, ptr %776, i64 96
  %784 = load ptr, ptr %783, align 8
  %785 = getelementptr inbounds %struct.zs_step, ptr %784, i64 %747
  %786 = load ptr, ptr %785, align 8
  %787 = getelementptr inbounds nuw i8, ptr %785, i64 16
  %788 = load i64, ptr %787, align 8
  %789 = getelementptr inbounds i64, ptr %35, i64 %788
  %790 = call i32 %786(ptr noundef %789, i32 noundef %1, i32 noundef %2, ptr noundef %782) #14
  %791 = icmp eq i32 %790, 0
  br i1 %791, label %804, label %792

792:                                              ; preds = %775
  %793 = shl i64 %747, 32
  %794 = zext i32 %790 to i64
  %795 = or disjoint i64 %793, %794
  %796 = load atomic i64, ptr %66 seq_cst, align 64
  br label %797

797:                                              ; preds = %800, %792
  %798 = phi i64 [ %796, %792 ], [ %803, %800 ]
  %799 = icmp slt i64 %795, %798
  br i1 %799, label %800, label %804

800:                                              ; preds = %797
  %801 = cmpxchg weak ptr %66, i64 %798, i64 %795 seq_cst seq_cst, align 64
  %802 = extractvalue { i64, i1 } %801, 1
  %803 = extractvalue { i64, i1 } %801, 0
  br i1 %802, label %804, label %797, !llvm.loop !57

804:                                              ; preds = %797, %800, %771, %775
  %805 = phi i32 [ 0, %775 ], [ 1, %771 ], [ 1, %800 ], [ 1, %797 ]
  %806 = add nsw i64 %747, 1
  %807 = load i64, ptr %559, align 8
  %808 = icmp slt i64 %806, %807
  br i1 %808, label %743, label %809, !llvm.loop !62

809:                                              ; preds = %804, %739
  %810 = phi i64 [ %741, %739 ], [ %807, %804 ]
  %811 = phi i32 [ %685, %739 ], [ %805, %804 ]
  %812 = phi i64 [ %686, %739 ], [ %772, %804 ]
  %813 = phi i64 [ %687, %739 ], [ %773, %804 ]
  %814 = add nsw i64 %688, 1
  %815 = icmp slt i64 %814, %531
  br i1 %815, label %684, label %816, !llvm.loop !63

816:                                              ; preds = %809, %553
  %817 = phi i64 [ %555, %553 ], [ %810, %809 ]
  %818 = phi i32 [ %548, %553 ], [ %811, %809 ]
  %819 = phi i64 [ %549, %553 ], [ %812, %809 ]
  %820 = phi i64 [ %550, %553 ], [ %813, %809 ]
  %821 = getelementptr inbounds nuw i8, ptr %90, i64 40
  br label %881

822:                                              ; preds = %520, %518
  %823 = load i64, ptr %51, align 8
  %824 = icmp sgt i64 %91, %823
  br i1 %824, label %825, label %834

825:                                              ; preds = %822
  %826 = load ptr, ptr %73, align 8
  %827 = getelementptr inbounds %struct.zs_step, ptr %826, i64 %91
  %828 = getelementptr inbounds nuw i8, ptr %827, i64 24
  %829 = load i64, ptr %828, align 8
  %830 = icmp eq i64 %829, 0
  br i1 %830, label %834, label %831

831:                                              ; preds = %825
  %832 = call fastcc i32 @pool_barrier(ptr noundef %0)
  %833 = icmp eq i32 %832, 0
  br i1 %833, label %834, label %910

834:                                              ; preds = %831, %825, %822
  %835 = add nsw i64 %91, 1
  br i1 %59, label %848, label %836

836:                                              ; preds = %834
  call void @llvm.lifetime.start.p0(ptr nonnull %7) #14
  %837 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %7) #14
  %838 = load i64, ptr %7, align 8
  %839 = mul nsw i64 %838, 1000000000
  %840 = load i64, ptr %74, align 8
  %841 = add nsw i64 %839, %840
  call void @llvm.lifetime.end.p0(ptr nonnull %7) #14
  %842 = icmp sgt i64 %94, -1
  br i1 %842, label %843, label %848

843:                                              ; preds = %836
  %844 = add i64 %841, %89
  %845 = getelementptr inbounds nuw i64, ptr %48, i64 %94
  %846 = load i64, ptr %845, align 8
  %847 = add nsw i64 %844, %846
  store i64 %847, ptr %845, align 8
  br label %848

848:                                              ; preds = %836, %843, %834
  %849 = phi i64 [ %94, %834 ], [ %91, %843 ], [ %91, %836 ]
  %850 = phi i64 [ %93, %834 ], [ %841, %843 ], [ %841, %836 ]
  %851 = icmp eq i32 %95, 0
  br i1 %851, label %852, label %881

852:                                              ; preds = %848
  %853 = load ptr, ptr %9, align 64
  %854 = load ptr, ptr %75, align 32
  %855 = getelementptr inbounds nuw i8, ptr %853, i64 48
  %856 = load i32, ptr %855, align 8
  %857 = sext i32 %856 to i64
  %858 = mul nsw i64 %857, %31
  %859 = getelementptr inbounds nuw i8, ptr %854, i64 %858
  %860 = getelementptr inbounds nuw i8, ptr %853, i64 96
  %861 = load ptr, ptr %860, align 8
  %862 = getelementptr inbounds %struct.zs_step, ptr %861, i64 %91
  %863 = load ptr, ptr %862, align 8
  %864 = getelementptr inbounds nuw i8, ptr %862, i64 16
  %865 = load i64, ptr %864, align 8
  %866 = getelementptr inbounds i64, ptr %35, i64 %865
  %867 = call i32 %863(ptr noundef %866, i32 noundef %1, i32 noundef %2, ptr noundef %859) #14
  %868 = icmp eq i32 %867, 0
  br i1 %868, label %881, label %869

869:                                              ; preds = %852
  %870 = shl i64 %91, 32
  %871 = zext i32 %867 to i64
  %872 = or disjoint i64 %870, %871
  %873 = load atomic i64, ptr %66 seq_cst, align 64
  br label %874

874:                                              ; preds = %877, %869
  %875 = phi i64 [ %873, %869 ], [ %880, %877 ]
  %876 = icmp slt i64 %872, %875
  br i1 %876, label %877, label %881

877:                                              ; preds = %874
  %878 = cmpxchg weak ptr %66, i64 %875, i64 %872 seq_cst seq_cst, align 64
  %879 = extractvalue { i64, i1 } %878, 1
  %880 = extractvalue { i64, i1 } %878, 0
  br i1 %879, label %881, label %874, !llvm.loop !57

881:                                              ; preds = %877, %874, %852, %848, %516, %509, %816
  %882 = phi i32 [ %818, %816 ], [ %95, %516 ], [ %95, %509 ], [ 0, %852 ], [ 1, %848 ], [ 1, %874 ], [ 1, %877 ]
  %883 = phi i64 [ %819, %816 ], [ %113, %516 ], [ %113, %509 ], [ %849, %852 ], [ %849, %848 ], [ %849, %874 ], [ %849, %877 ]
  %884 = phi i64 [ %820, %816 ], [ %114, %516 ], [ %114, %509 ], [ %850, %852 ], [ %850, %848 ], [ %850, %874 ], [ %850, %877 ]
  %885 = phi ptr [ %92, %816 ], [ %517, %516 ], [ %515, %509 ], [ %92, %852 ], [ %92, %848 ], [ %92, %874 ], [ %92, %877 ]
  %886 = phi i64 [ %817, %816 ], [ %91, %516 ], [ %511, %509 ], [ %835, %852 ], [ %835, %848 ], [ %835, %874 ], [ %835, %877 ]
  %887 = phi ptr [ %821, %816 ], [ %90, %516 ], [ %90, %509 ], [ %90, %852 ], [ %90, %848 ], [ %90, %874 ], [ %90, %877 ]
  %888 = sub i64 0, %884
  %889 = load i64, ptr %53, align 8
  %890 = icmp sge i64 %886, %889
  %891 = icmp uge ptr %885, %28
  %892 = select i1 %890, i1 %891, i1 false
  br i1 %892, label %893, label %87, !llvm.loop !64

893:                                              ; preds = %881, %50
  %894 = phi i64 [ -1, %50 ], [ %883, %881 ]
  %895 = phi i64 [ 0, %50 ], [ %888, %881 ]
  %896 = icmp eq ptr %48, null
  br i1 %896, label %910, label %897

897:                                              ; preds = %893
  call void @llvm.lifetime.start.p0(ptr nonnull %6) #14
  %898 = call i32 @clock_gettime(i32 noundef 1, ptr noundef nonnull %6) #14
  %899 = load i64, ptr %6, align 8
  %900 = getelementptr inbounds nuw i8, ptr %6, i64 8
  %901 = load i64, ptr %900, align 8
  call void @llvm.lifetime.end.p0(ptr nonnull %6) #14
  %902 = icmp sgt i64 %894, -1
  br i1 %902, label %903, label %910

903:                                              ; preds = %897
  %904 = mul nsw i64 %899, 1000000000
  %905 = getelementptr inbounds nuw i64, ptr %48, i64 %894
  %906 = load i64, ptr %905, align 8
  %907 = add i64 %901, %895
  %908 = add i64 %907, %904
  %909 = add nsw i64 %908, %906
  store i64 %909, ptr %905, align 8
  br label %910

910:                                              ; preds = %117, %286, %490, %495, %831, %504, %537, %755, %502, %893, %903, %897
  ret void
}

; Function Attrs: nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable
define internal fastcc void @fill_frames(ptr noundef readonly captures(none) %0, i32 noundef %1) unnamed_addr #18 {
  %3 = getelementptr inbounds nuw i8, ptr %0, i64 512
  %4 = load ptr, ptr %3, align 64
  %5 = getelementptr inbounds nuw i8, ptr %0, i64 592
  %6 = load ptr, ptr %5, align 16
  %7 = sext i32 %1 to i64
  %8 = getelementptr inbounds nuw i8, ptr %4, i64 56
  %9 = load i64, ptr %8, align 8
  %10 = mul i64 %9, %7
  %11 = getelementptr inbounds nuw i64, ptr %6, i64 %10
  %12 = getelementptr inbounds nuw i8, ptr %0, i64 600
  %13 = load ptr, ptr %12, align 8
  %14 = getelementptr inbounds i64, ptr %13, i64 %7
  %15 = load i64, ptr %14, align 8
  %16 = getelementptr inbounds nuw i8, ptr %0, i64 584
  %17 = load i64, ptr %16, align 8
  %18 = icmp eq i64 %15, %17
  br i1 %18, label %77, label %19

19:                                               ; preds = %2
  %20 = getelementptr inbounds nuw i8, ptr %0, i64 576
  %21 = load ptr, ptr %20, align 64
  %22 = getelementptr inbounds nuw i8, ptr %0, i64 544
  %23 = load ptr, ptr %22, align 32
  %24 = getelementptr inbounds nuw i8, ptr %23, i64 128
  %25 = load i64, ptr %24, align 8
  %26 = shl i64 %25, 3
  tail call void @llvm.memcpy.p0.p0.i64(ptr align 8 %11, ptr align 8 %21, i64 %26, i1 false)
  %27 = load ptr, ptr %22, align 32
  %28 = getelementptr inbounds nuw i8, ptr %27, i64 32
  %29 = load i64, ptr %28, align 8
  %30 = getelementptr inbounds nuw i8, ptr %27, i64 40
  %31 = load i64, ptr %30, align 8
  %32 = icmp slt i64 %29, %31
  br i1 %32, label %33, label %38

33:                                               ; preds = %19
  %34 = getelementptr inbounds nuw i8, ptr %4, i64 104
  %35 = getelementptr inbounds nuw i8, ptr %4, i64 12
  %36 = getelementptr inbounds nuw i8, ptr %4, i64 16
  %37 = getelementptr inbounds nuw i8, ptr %0, i64 704
  br label %42

38:                                               ; preds = %71, %19
  %39 = load i64, ptr %16, align 8
  %40 = load ptr, ptr %12, align 8
  %41 = getelementptr inbounds i64, ptr %40, i64 %7
  store i64 %39, ptr %41, align 8
  br label %77

42:                                               ; preds = %33, %71
  %43 = phi ptr [ %27, %33 ], [ %72, %71 ]
  %44 = phi i64 [ %29, %33 ], [ %73, %71 ]
  %45 = load ptr, ptr %34, align 8
  %46 = getelementptr inbounds %struct.zs_reloc, ptr %45, i64 %44
  %47 = getelementptr inbounds nuw i8, ptr %46, i64 8
  %48 = load i64, ptr %47, align 8
  %49 = icmp eq i64 %48, 2
  br i1 %49, label %71, label %50

50:                                               ; preds = %42
  %51 = icmp sgt i64 %48, 2
  br i1 %51, label %52, label %59

52:                                               ; preds = %50
  %53 = load i32, ptr %35, align 4
  %54 = add nsw i32 %53, 3
  %55 = load i32, ptr %36, align 8
  %56 = add nsw i32 %54, %55
  %57 = sext i32 %56 to i64
  %58 = icmp slt i64 %48, %57
  br i1 %58, label %71, label %59

59:                                               ; preds = %50, %52
  %60 = load ptr, ptr %37, align 64
  %61 = getelementptr inbounds ptr, ptr %60, i64 %48
  %62 = load ptr, ptr %61, align 8
  %63 = load ptr, ptr %20, align 64
  %64 = load i64, ptr %46, align 8
  %65 = getelementptr inbounds i64, ptr %63, i64 %64
  %66 = load i64, ptr %65, align 8
  %67 = getelementptr inbounds i8, ptr %62, i64 %66
  %68 = ptrtoint ptr %67 to i64
  %69 = getelementptr inbounds i64, ptr %11, i64 %64
  store i64 %68, ptr %69, align 8
  %70 = load ptr, ptr %22, align 32
  br label %71

71:                                               ; preds = %59, %52, %42
  %72 = phi ptr [ %70, %59 ], [ %43, %52 ], [ %43, %42 ]
  %73 = add nsw i64 %44, 1
  %74 = getelementptr inbounds nuw i8, ptr %72, i64 40
  %75 = load i64, ptr %74, align 8
  %76 = icmp slt i64 %73, %75
  br i1 %76, label %42, label %38, !llvm.loop !65

77:                                               ; preds = %38, %2
  %78 = getelementptr inbounds nuw i8, ptr %0, i64 720
  %79 = load i32, ptr %78, align 16
  %80 = icmp sgt i32 %79, 0
  br i1 %80, label %81, label %85

81:                                               ; preds = %77
  %82 = getelementptr inbounds nuw i8, ptr %0, i64 712
  %83 = getelementptr inbounds nuw i8, ptr %0, i64 704
  %84 = getelementptr inbounds nuw i8, ptr %0, i64 576
  br label %86

85:                                               ; preds = %86, %77
  ret void

86:                                               ; preds = %81, %86
  %87 = phi i64 [ 0, %81 ], [ %102, %86 ]
  %88 = load ptr, ptr %82, align 8
  %89 = getelementptr inbounds nuw %struct.zs_reloc, ptr %88, i64 %87
  %90 = load ptr, ptr %83, align 64
  %91 = getelementptr inbounds nuw i8, ptr %89, i64 8
  %92 = load i64, ptr %91, align 8
  %93 = getelementptr inbounds ptr, ptr %90, i64 %92
  %94 = load ptr, ptr %93, align 8
  %95 = load ptr, ptr %84, align 64
  %96 = load i64, ptr %89, align 8
  %97 = getelementptr inbounds i64, ptr %95, i64 %96
  %98 = load i64, ptr %97, align 8
  %99 = getelementptr inbounds i8, ptr %94, i64 %98
  %100 = ptrtoint ptr %99 to i64
  %101 = getelementptr inbounds i64, ptr %11, i64 %96
  store i64 %100, ptr %101, align 8
  %102 = add nuw nsw i64 %87, 1
  %103 = load i32, ptr %78, align 16
  %104 = sext i32 %103 to i64
  %105 = icmp slt i64 %102, %104
  br i1 %105, label %86, label %85, !llvm.loop !66
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn
declare void @llvm.va_start.p0(ptr) #19

; Function Attrs: nofree nounwind
declare noundef i32 @vsnprintf(ptr noundef captures(none), i64 noundef, ptr noundef readonly captures(none), ptr noundef) local_unnamed_addr #3

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn
declare void @llvm.va_end.p0(ptr) #19

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.ctpop.i64(i64) #20

; Function Attrs: nocallback nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.cttz.i64(i64, i1 immarg) #21

; Function Attrs: nocallback nofree nounwind willreturn memory(argmem: read)
declare i32 @bcmp(ptr captures(none), ptr captures(none), i64) local_unnamed_addr #22

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.umax.i32(i32, i32) #20

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umax.i64(i64, i64) #20

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.umin.i64(i64, i64) #20

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i64 @llvm.usub.sat.i64(i64, i64) #20

; Function Attrs: nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i32 @llvm.smin.i32(i32, i32) #20

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write)
declare void @llvm.assume(i1 noundef) #23

attributes #0 = { mustprogress nofree norecurse nosync nounwind willreturn memory(none) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #1 = { nounwind uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #2 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #3 = { nofree nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #4 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #5 = { nounwind "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #6 = { nofree nounwind uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #7 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #8 = { mustprogress nofree norecurse nosync nounwind willreturn memory(read, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #9 = { mustprogress nounwind willreturn memory(argmem: readwrite, inaccessiblemem: readwrite) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #10 = { mustprogress nounwind willreturn allockind("free") memory(argmem: readwrite, inaccessiblemem: readwrite) "alloc-family"="malloc" "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #11 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: read) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #12 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: readwrite) "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #13 = { mustprogress nofree nounwind willreturn allockind("alloc,zeroed") allocsize(0,1) memory(inaccessiblemem: readwrite) "alloc-family"="malloc" "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #14 = { nounwind }
attributes #15 = { "frame-pointer"="all" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #16 = { nounwind memory(argmem: write) }
attributes #17 = { nofree nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #18 = { nofree norecurse nosync nounwind memory(readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable "frame-pointer"="all" "min-legal-vector-width"="0" "no-trapping-math"="true" "stack-protector-buffer-size"="8" "target-cpu"="x86-64" "target-features"="+64bit,+cmov,+cx8,+fxsr,+idivq-to-divl,+macrofusion,+mmx,+nopl,+slow-3ops-lea,+slow-incdec,+sse,+sse2,+vzeroupper,+x87,-16bit-mode,-32bit-mode,-adx,-aes,-allow-light-256-bit,-amx-avx512,-amx-bf16,-amx-complex,-amx-fp16,-amx-fp8,-amx-int8,-amx-movrs,-amx-tf32,-amx-tile,-avx,-avx10.1,-avx10.2,-avx2,-avx512bf16,-avx512bitalg,-avx512bw,-avx512cd,-avx512dq,-avx512f,-avx512fp16,-avx512ifma,-avx512vbmi,-avx512vbmi2,-avx512vl,-avx512vnni,-avx512vp2intersect,-avx512vpopcntdq,-avxifma,-avxneconvert,-avxvnni,-avxvnniint16,-avxvnniint8,-bmi,-bmi2,-branch-hint,-branchfusion,-ccmp,-cf,-cldemote,-clflushopt,-clwb,-clzero,-cmpccxadd,-crc32,-cx16,-egpr,-enqcmd,-ermsb,-f16c,-false-deps-getmant,-false-deps-lzcnt-tzcnt,-false-deps-mulc,-false-deps-mullq,-false-deps-perm,-false-deps-popcnt,-false-deps-range,-fast-11bytenop,-fast-15bytenop,-fast-7bytenop,-fast-bextr,-fast-dpwssd,-fast-gather,-fast-hops,-fast-imm16,-fast-lzcnt,-fast-movbe,-fast-scalar-fsqrt,-fast-scalar-shift-masks,-fast-shld-rotate,-fast-variable-crosslane-shuffle,-fast-variable-perlane-shuffle,-fast-vector-fsqrt,-fast-vector-shift-masks,-faster-shift-than-shuffle,-fma,-fma4,-fsgsbase,-fsrm,-gfni,-harden-sls-ijmp,-harden-sls-ret,-hreset,-idivl-to-divb,-inline-asm-use-gpr32,-invpcid,-kl,-lea-sp,-lea-uses-ag,-lvi-cfi,-lvi-load-hardening,-lwp,-lzcnt,-movbe,-movdir64b,-movdiri,-movrs,-mwaitx,-ndd,-nf,-no-bypass-delay,-no-bypass-delay-blend,-no-bypass-delay-mov,-no-bypass-delay-shuffle,-pad-short-functions,-pclmul,-pconfig,-pku,-popcnt,-ppx,-prefer-128-bit,-prefer-256-bit,-prefer-legacy-setcc,-prefer-mask-registers,-prefer-movmsk-over-vtest,-prefer-no-gather,-prefer-no-scatter,-prefetchi,-prfchw,-ptwrite,-push2pop2,-raoint,-rdpid,-rdpru,-rdrnd,-rdseed,-retpoline,-retpoline-external-thunk,-retpoline-indirect-branches,-retpoline-indirect-calls,-rtm,-sahf,-sbb-dep-breaking,-serialize,-seses,-sgx,-sha,-sha512,-shstk,-slow-lea,-slow-pmaddwd,-slow-pmulld,-slow-pmullq,-slow-shld,-slow-two-mem-ops,-slow-unaligned-mem-16,-slow-unaligned-mem-32,-sm3,-sm4,-sse-unaligned-mem,-sse3,-sse4.1,-sse4.2,-sse4a,-ssse3,-tagged-globals,-tbm,-tsxldtrk,-tuning-fast-imm-vector-shift,-uintr,-use-glm-div-sqrt-costs,-use-slm-arith-costs,-usermsr,-vaes,-vpclmulqdq,-waitpkg,-wbnoinvd,-widekl,-xop,-xsave,-xsavec,-xsaveopt,-xsaves,-zu" "tune-cpu"="generic" }
attributes #19 = { mustprogress nocallback nofree nosync nounwind willreturn }
attributes #20 = { nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #21 = { nocallback nofree nosync nounwind speculatable willreturn memory(none) }
attributes #22 = { nocallback nofree nounwind willreturn memory(argmem: read) }
attributes #23 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #24 = { nounwind willreturn memory(read) }
attributes #25 = { nounwind allocsize(0,1) }

!llvm.module.flags = !{!0, !1, !2, !3, !4}

!0 = !{i32 7, !"Dwarf Version", i32 4}
!1 = !{i32 1, !"wchar_size", i32 4}
!2 = !{i32 8, !"PIC Level", i32 2}
!3 = !{i32 7, !"uwtable", i32 2}
!4 = !{i32 7, !"frame-pointer", i32 2}
!5 = !{i64 548450}
!6 = !{i64 548694}
!7 = distinct !{!7, !8, !9}
!8 = !{!"llvm.loop.mustprogress"}
!9 = !{!"llvm.loop.unroll.disable"}
!10 = !{!11}
!11 = distinct !{!11, !12, !"cpu_allowed: argument 0"}
!12 = distinct !{!12, !"cpu_allowed"}
!13 = distinct !{!13, !8, !9}
!14 = distinct !{!14, !8, !9}
!15 = distinct !{!15, !8, !9}
!16 = distinct !{!16, !8, !9}
!17 = !{!18}
!18 = distinct !{!18, !19, !"cpu_allowed: argument 0"}
!19 = distinct !{!19, !"cpu_allowed"}
!20 = distinct !{!20, !8, !9}
!21 = distinct !{!21, !8, !9}
!22 = distinct !{!22, !8, !9}
!23 = distinct !{!23, !8, !9}
!24 = distinct !{!24, !8, !9}
!25 = distinct !{!25, !8, !9}
!26 = distinct !{!26, !8, !9}
!27 = distinct !{!27, !8, !9}
!28 = distinct !{!28, !8, !9}
!29 = distinct !{!29, !8, !9}
!30 = distinct !{!30, !8, !9}
!31 = distinct !{!31, !8, !9}
!32 = distinct !{!32, !8, !9}
!33 = distinct !{!33, !8, !9}
!34 = distinct !{!34, !8, !9}
!35 = distinct !{!35, !8, !9}
!36 = distinct !{!36, !8, !9}
!37 = distinct !{!37, !8, !9}
!38 = distinct !{!38, !8, !9}
!39 = distinct !{!39, !8, !9}
!40 = distinct !{!40, !8, !9}
!41 = distinct !{!41, !9}
!42 = distinct !{!42, !8, !9}
!43 = !{ptr @copy_weights, ptr @walk}
!44 = distinct !{!44, !8, !9}
!45 = distinct !{!45, !8, !9}
!46 = distinct !{!46, !8, !9}
!47 = distinct !{!47, !8, !9}
!48 = distinct !{!48, !8, !9}
!49 = distinct !{!49, !8, !9}
!50 = distinct !{!50, !8, !9}
!51 = distinct !{!51, !8, !9}
!52 = distinct !{!52, !8, !9}
!53 = distinct !{!53, !8, !9}
!54 = distinct !{!54, !8, !9}
!55 = distinct !{!55, !8, !9}
!56 = distinct !{!56, !8, !9}
!57 = distinct !{!57, !8, !9}
!58 = distinct !{!58, !8, !9}
!59 = distinct !{!59, !8, !9}
!60 = distinct !{!60, !8, !9}
!61 = distinct !{!61, !8, !9}
!62 = distinct !{!62, !8, !9}
!63 = distinct !{!63, !8, !9}
!64 = distinct !{!64, !8, !9}
!65 = distinct !{!65, !8, !9}
!66 = distinct !{!66, !8, !9}
